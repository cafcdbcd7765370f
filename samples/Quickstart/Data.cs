// A million values and upstream gradients: what a layer sees and, as the last sixteenth, any magnitude a float has.
namespace Quickstart;

internal sealed class Data
{
    const int Seed = 2026;

    public Data(ActivationInfo activation, int count)
    {
        var random = new Random(Seed);
        (X, Dy) = (new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            X[i] = i < count / 16 * 15 ? 3 * Normal(random) : AnyMagnitude(random);
            Dy[i] = Normal(random);
        }
        Parameters = [.. activation.Parameters.Select(parameter => parameter.Default)];
    }

    public float[] X { get; }
    public float[] Dy { get; }
    public float[] Parameters { get; }
    public int Count => X.Length;

    public override string ToString() => FormattableString.Invariant($"{Count:N0} values, seed {Seed}");

    static float Normal(Random random)
        => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    static float AnyMagnitude(Random random)
        => (float)((random.Next(2) == 0 ? -1 : 1) * Math.Pow(2, random.NextDouble() * 252 - 126));
}
