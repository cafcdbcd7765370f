namespace Samples.Translation;

/// <summary>
/// Pairs of sentences as a network reads them: step by step, padded behind their ends. A target begins with
/// <see cref="Language.Stop"/> and is asked for the same pieces one step earlier, <see cref="Language.Stop"/> last.
/// </summary>
public sealed class Batch
{
    // CrossEntropy ignores it: loss and gradient are 0.
    const int Ignored = -100;

    /// <summary>A batch of numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not from 0 to 9,999.</exception>
    public Batch(ReadOnlySpan<int> numbers, Language from, Language to)
    {
        int[][] sources = [.. numbers.ToArray().Select(from.Of)], targets = [.. numbers.ToArray().Select(to.Of)];
        Rows = numbers.Length;
        SourceLengths = [.. sources.Select(source => source.Length)];
        SourceSteps = SourceLengths.Max();
        TargetSteps = targets.Max(target => target.Length) + 1;
        Source = new int[SourceSteps * Rows];
        Target = new int[TargetSteps * Rows];
        Labels = new int[TargetSteps * Rows];
        Array.Fill(Labels, Ignored);
        for (var row = 0; row < Rows; row++)
        {
            for (var step = 0; step < sources[row].Length; step++) Source[step * Rows + row] = sources[row][step];
            for (var step = 0; step <= targets[row].Length; step++)
            {
                Labels[step * Rows + row] = step < targets[row].Length ? targets[row][step] : Language.Stop;
                if (step > 0) Target[step * Rows + row] = targets[row][step - 1];
            }
        }
    }

    /// <summary>The number of pairs.</summary>
    public int Rows { get; }

    /// <summary>Steps of the longest source.</summary>
    public int SourceSteps { get; }

    /// <summary>Steps of the longest target.</summary>
    public int TargetSteps { get; }

    /// <summary>Pieces of each source.</summary>
    public int[] SourceLengths { get; }

    /// <summary>The pieces that are read, [steps, rows].</summary>
    public int[] Source { get; }

    /// <summary>The pieces that the decoder is given, [steps, rows].</summary>
    public int[] Target { get; }

    /// <summary>The pieces that it shall give, [steps, rows].</summary>
    public int[] Labels { get; }
}
