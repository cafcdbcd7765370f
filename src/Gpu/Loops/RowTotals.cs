// The terms of totals, one a row, as a kernel that SummingLoop sums: in the order of Kernels.Loops.RowTotal.
using ILGPU;

namespace Kernels.Gpu.Loops;

readonly struct RowTotals(ArrayView<float> terms, long width, long at) : ISummingKernel<RowTerm>
{
    readonly ArrayView<float> _terms = terms;
    readonly long _width = width, _at = at;

    public RowTerm Step(long i) => new(_terms[i * _width + _at]);
}

readonly struct RowTerm(float value) : ITerms<RowTerm>
{
    readonly float _value = value;

    public RowTerm Plus(RowTerm other) => new(GpuMath.Add(_value, other._value));

    public void Store(ArrayView<float> partials, long at, long stride) => partials[at] = _value;
}
