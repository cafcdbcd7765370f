// The terms of totals, one a row, as a kernel that SummingLoop sums: in the order of Kernels.Loops.RowTotal.
using ILGPU;

namespace Kernels.Gpu.Loops;

readonly struct RowTotals(ArrayView<float> terms, long width, long at) : ISummingKernel<Term>
{
    readonly ArrayView<float> _terms = terms;
    readonly long _width = width, _at = at;

    public Term Step(long i) => new(_terms[i * _width + _at]);
}
