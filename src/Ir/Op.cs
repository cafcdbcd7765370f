// The operations of the IR. One list for both levels: what a formula may say, and the primitive
// operations that every target can print. OpTable says which is which.
namespace Kernels.Ir;

internal enum Op : byte
{
    // Leaves
    Constant, Input, Parameter, Output,

    // Arithmetic, exact in IEEE 754 (one rounding each); formula and primitive
    Add, Sub, Mul, Div, Neg, Abs, Sqrt, Floor, Select,
    Lt, Le, Gt, Ge, Eq,

    // Formula only: lowered to selects
    Min, Max, Clamp, And, Or, Not, Detach,

    // The random number of an element, from a seed and the element's position; formula and primitive
    Uniform,

    // x - m, of an x that keeps what its own rounding lost; formula only
    Below,

    // Formula only: lowered to polynomials
    Exp, Exp2, ExpM1, Log, Log2, Log1P, Pow, Sin, Cos, Tanh, Sinh, Cosh, Atan, Erf, Erfc,
    Sigmoid, LogSigmoid, Softplus, NormalCdf, LogNormalCdf,

    // A product that is 0 where its first factor is, whatever the second: x·L, and y, which makes it NaN
    ZeroProduct,

    // Formula only, no vocabulary word: the stable names of derivatives
    LogisticPdf, NormalPdf, TanhSoftplus, TanhSoftplusSlope,
    SigmoidPlus, NormalCdfPlus, TanhSoftplusPlus, Softsign, Lorentzian, InverseMills, InverseMillsSlope, LogRootSum,

    // Formula only, over a row: reductions, what columns have of themselves, and the stable forms
    Sum, RowMax, RowMin, Index, Count, LogSumExp, Softmax,

    // exp(x - m) for x not above m, as rows have it with their largest value
    Decay,

    // Primitive only
    Fma, Fms, MinNative, MaxNative, Scale, ScaleDown, ScaleNear,
    Bits, FromBits, IntConstant, IntAdd, IntSub, ShiftLeft, ShiftRight,
}
