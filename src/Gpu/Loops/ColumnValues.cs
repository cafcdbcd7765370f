// The values of a column as its terms: a row every so many elements.
using ILGPU;

namespace Kernels.Gpu.Loops;

readonly struct ColumnValues(ArrayView<float> values, long stride) : IColumnTerms<Term>
{
    readonly ArrayView<float> _values = values;
    readonly long _stride = stride;

    public Term Of(long row, long column) => new(_values[row * _stride + column]);
}
