// A constant where it stands in a lowered body, and what it may be moved to.
using Kernels.Text;

namespace Kernels.Generators.Tests.Mutations;

/// <param name="At">Its place among the parameters of the lifted kernels.</param>
/// <param name="Value">The constant; for an integer the float of its bits.</param>
/// <param name="User">What it is an operand of.</param>
internal sealed record Occurrence(int At, float Value, bool IsInteger, Op User, string? UserName)
{
    /// <summary>How far a limit is moved: this part of it, or as far where it is 0.</summary>
    const float Little = 1f / 64;

    /// <summary>
    /// Whether it only bounds or is compared with. Anything else is a coefficient, and moved by one ULP.
    /// </summary>
    public bool IsLimit => User is Op.MinNative or Op.MaxNative or Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq;

    public float Moved(int direction)
        => IsInteger ? BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(Value) + direction)
            : IsLimit ? Value == 0 ? direction * Little : Value + direction * Little * Math.Abs(Value)
            : direction > 0 ? MathF.BitIncrement(Value) : MathF.BitDecrement(Value);

    public override string ToString()
        => $"{At} = {(IsInteger ? $"0x{BitConverter.SingleToInt32Bits(Value):X}" : Literal.CSharpFloat(Value))} "
            + $"in {$"{User} {UserName}".TrimEnd()}";
}
