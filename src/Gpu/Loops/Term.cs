// One term, or partial sum, of one sum.
using ILGPU;

namespace Kernels.Gpu.Loops;

readonly struct Term(float value) : ITerms<Term>
{
    readonly float _value = value;

    public Term Plus(Term other) => new(GpuMath.Add(_value, other._value));

    public void Store(ArrayView<float> partials, long at, long stride) => partials[at] = _value;
}
