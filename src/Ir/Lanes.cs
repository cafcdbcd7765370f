// What kernels compute in. Double lanes are of two kinds: asked for, when they are planned as float lanes are; and
// wide, where the lesser ones lose the digits, when the formula leans on their range and their digits.
namespace Kernels.Ir;

internal enum Lanes : byte { Float, Double, Wide }
