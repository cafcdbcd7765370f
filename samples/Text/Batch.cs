namespace Samples.Text;

/// <summary>Sentences as a network reads them: step by step, padded behind their ends.</summary>
public sealed class Batch
{
    /// <summary>A batch of sentences, which are numbers of words.</summary>
    public Batch(int[][] sentences)
    {
        Lengths = [.. sentences.Select(sentence => sentence.Length)];
        Words = new int[Lengths.Max() * sentences.Length];
        for (var row = 0; row < sentences.Length; row++)
            for (var step = 0; step < Lengths[row]; step++) Words[step * Lengths.Length + row] = sentences[row][step];
    }

    /// <summary>Words of each sentence.</summary>
    public int[] Lengths { get; }

    /// <summary>The numbers of the words, [steps, rows]; 0 behind an end.</summary>
    public int[] Words { get; }

    /// <summary>Whether a place of <see cref="Words"/> is before the end of its sentence.</summary>
    public bool IsWord(int place) => place / Lengths.Length < Lengths[place % Lengths.Length];

    /// <summary>Copies vectors of words so that each sentence stands there from its last word to its first.</summary>
    /// <param name="x">[steps, rows, columns].</param>
    /// <param name="y">As long, and another memory; 0 behind the ends.</param>
    public void Reverse(ReadOnlySpan<float> x, Span<float> y)
    {
        var (rows, columns) = (Lengths.Length, x.Length / Words.Length);
        y.Clear();
        for (var row = 0; row < rows; row++)
            for (var step = 0; step < Lengths[row]; step++)
                x.Slice((step * rows + row) * columns, columns)
                    .CopyTo(y[(((Lengths[row] - 1 - step) * rows + row) * columns)..]);
    }
}
