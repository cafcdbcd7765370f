namespace Kernels.Lower;

internal sealed class Tier
{
    public bool IsCompensated => true;
    public int SignBit => 31;
    public double Magic => 12582912;
    public double ExpLimit => 260;
    public double LargestFinite => float.MaxValue;
    public double[][] Turns => Lower.Turns.Float;
}

internal sealed partial class Lowering { readonly Tier tier = new(); }
