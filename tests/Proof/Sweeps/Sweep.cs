using Kernels.Ir;
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>
/// One kernel over every float, or a part of them: Forward or Backward (upstream gradient 1) along one input, with all
/// instruction sets of this machine compared in bits and the errors taken against the stable form in double precision.
/// </summary>
public sealed class Sweep
{
    /// <summary>The 2³² bit patterns in chunks of 2²⁴.</summary>
    public const int Chunks = 256;

    /// <summary>What another input is held at: a float with digits in all places.</summary>
    public const float HeldAt = 1.2345678f;

    internal const int ChunkBits = 24;

    /// <summary>
    /// The sweeps of a definition: its value and its gradients, along each input. None where they are random:
    /// there a float has no one value; and none of a step, which has neither member.
    /// </summary>
    /// <param name="activation">The definition.</param>
    /// <param name="rises">Whether its value may nowhere fall as the input rises.</param>
    public static IEnumerable<Sweep> All(ActivationInfo activation, bool rises = false)
        => from kernel in activation.IsRandom || activation.IsStep ? (string[])[] : ["Forward", "Backward"]
           from input in Enumerable.Range(0, activation.Inputs.Count)
           select new Sweep(activation, kernel, input) { Rises = rises && kernel == "Forward" };

    /// <summary>A sweep of one kernel along one input.</summary>
    public Sweep(ActivationInfo activation, string kernel, int input)
    {
        (Activation, Kernel, Input, Others) = (activation, activation[kernel], input, HeldAt);
        Outputs = kernel == "Forward" ? [0] : [.. activation.Followed.Select(followed => followed + 1)];
        Windows = [.. Outputs.Select(output => RootWindows.Find(activation, output, input, Others))];
    }

    /// <summary>The definition.</summary>
    public ActivationInfo Activation { get; }

    /// <summary>The kernel.</summary>
    public KernelInfo Kernel { get; }

    /// <summary>The input that goes through the floats.</summary>
    public int Input { get; }

    /// <summary>Whether the output may nowhere fall as the input rises: a promise that the verdict judges.</summary>
    public bool Rises { get; init; }

    internal float Others { get; }

    /// <summary>0 is the value, i + 1 the slope along input i.</summary>
    internal int[] Outputs { get; }

    internal RootWindows?[] Windows { get; }

    /// <summary>Of its rows, in order.</summary>
    public IEnumerable<(string Activation, string Output, string Input)> Keys
        => Kernel.Destinations.Select(destination => (Activation.FullName, destination, Activation.Inputs[Input]));

    internal double Bound => Kernel.Name == "Forward" ? Activation.MaxUlp : Activation.MaxGradientUlp;

    /// <summary>Near a root of the derivative, as a part of its scale.</summary>
    internal double NearRootBound
        => Activation.Accuracy == Accuracy.High ? UlpMeasure.RootTolerance / 8 : UlpMeasure.RootTolerance;

    /// <summary>
    /// Every <paramref name="stride"/>-th float of a chunk; one tally for each destination of the kernel.
    /// </summary>
    public IReadOnlyList<Tally> Chunk(int chunk, int stride = 1)
    {
        var worker = new SweepWorker(this);
        worker.Chunk(chunk, stride);
        return worker.Tallies;
    }

    /// <summary>Chosen points.</summary>
    public IReadOnlyList<Tally> Points(IEnumerable<float> points)
    {
        var worker = new SweepWorker(this);
        worker.Points(points.Order().ToArray());
        return worker.Tallies;
    }

    /// <summary>
    /// The verdict on what all parts together have found, with the peaks confirmed by arbitrary precision.
    /// </summary>
    /// <param name="stride">That of the parts, for the row to tell.</param>
    public IReadOnlyList<SweepRow> Judge(IReadOnlyList<Tally> tallies, int stride = 1)
        => [.. tallies.Select((tally, i) => SweepJudge.Row(this, i, tally, stride))];

    /// <summary>
    /// The truth of output <paramref name="i"/> where the input that goes through the floats is <paramref name="x"/>.
    /// </summary>
    internal BigFloat? Truth(Oracle oracle, int i, float x)
    {
        float[] point = [.. Activation.Inputs.Select((_, input) => input == Input ? x : Others)];
        return Outputs[i] == 0 ? oracle.At(point).Value : oracle.Slope(point, Outputs[i] - 1);
    }
}
