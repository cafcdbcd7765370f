// The arguments of any kernel, from the points of a sample: sources by what they stand for, destinations fresh.
namespace Kernels.Verification;

internal static class KernelInputs
{
    /// <summary>
    /// The kernel's outputs at the points, parameters at their defaults, the upstream gradient 1 unless given.
    /// </summary>
    /// <param name="direction">Of a kernel that takes a direction, the input along which it is 1.</param>
    public static float[][] Run(
        KernelRunner runner, ActivationInfo activation, KernelInfo kernel, float[][] inputs, float[]? upstream = null,
        float[][]? destinations = null, int direction = 0)
    {
        var length = inputs[0].Length;
        destinations ??= [.. kernel.Destinations.Select(_ => new float[length])];
        var sources = Sources(activation, kernel, inputs, upstream ?? Ones(length), direction);
        runner.Run(activation, kernel, sources,
            [.. destinations.Select(destination => destination.AsMemory())], Defaults(activation));
        return destinations;
    }

    /// <summary>The kernel's sums over the points, its destinations forgotten.</summary>
    public static float[] Sums(
        KernelRunner runner, ActivationInfo activation, KernelInfo kernel, float[][] inputs, float[] upstream)
    {
        float[][] destinations =
            [.. kernel.Destinations.Select(_ => new float[upstream.Length]), .. kernel.Sums.Select(_ => new float[1])];
        Run(runner, activation, kernel, inputs, upstream, destinations);
        return [.. destinations.Skip(kernel.Destinations.Count).Select(sum => sum[0])];
    }

    /// <summary>
    /// All inputs; of a backward kernel the upstream gradient; then the direction, of kernels that take one.
    /// </summary>
    public static ReadOnlyMemory<float>[] Sources(
        ActivationInfo activation, KernelInfo kernel, float[][] inputs, float[] upstream, int direction = 0)
    {
        IEnumerable<float[]> directions = activation.Followed.Select(
            input => input == direction ? Ones(upstream.Length) : new float[upstream.Length]);
        IEnumerable<float[]> all = kernel.Name switch
        {
            "Forward" or "ForwardWithDerivative" => inputs,
            "Tangent" => [.. inputs, .. directions],
            "BackwardBackward" => [.. inputs, upstream, .. directions],
            _ => [.. inputs, upstream],
        };
        return [.. all.Select(source => (ReadOnlyMemory<float>)source)];
    }

    public static float[] Defaults(ActivationInfo activation)
        => [.. activation.Parameters.Select(parameter => parameter.Default)];

    public static float[] Ones(int length)
    {
        var ones = new float[length];
        Array.Fill(ones, 1);
        return ones;
    }
}
