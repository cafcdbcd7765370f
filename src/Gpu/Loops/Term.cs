// One term, or partial sum, of one sum; and of two sums that go over the same elements.
using ILGPU;

namespace Kernels.Gpu.Loops;

readonly struct Term(float value) : ITerms<Term>
{
    readonly float _value = value;

    public Term Plus(Term other) => new(GpuMath.Add(_value, other._value));

    public void Store(ArrayView<float> partials, long at, long stride) => partials[at] = _value;
}

readonly struct TermPair(float first, float second) : ITerms<TermPair>
{
    readonly float _first = first, _second = second;

    public TermPair Plus(TermPair other) => new(GpuMath.Add(_first, other._first), GpuMath.Add(_second, other._second));

    public void Store(ArrayView<float> partials, long at, long stride)
    {
        partials[at] = _first;
        partials[at + stride] = _second;
    }
}
