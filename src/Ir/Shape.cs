// How a value varies over a matrix of rows and columns. An operation has the widest shape of its operands.
namespace Kernels.Ir;

[Flags]
internal enum Shape : byte
{
    Scalar = 0,
    PerColumn = 1,
    PerRow = 2,
    Element = PerColumn | PerRow,
}
