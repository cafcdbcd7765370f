using System.IO.Compression;

namespace Samples.Layers;

/// <summary>Examples, each a row of numbers with the number of its class.</summary>
/// <param name="X">The rows, one behind the other.</param>
/// <param name="Labels">A class a row.</param>
public sealed record Labelled(float[] X, int[] Labels)
{
    /// <summary>How many there are.</summary>
    public int Count => Labels.Length;

    /// <summary>Numbers of an example.</summary>
    public int Length => X.Length / Labels.Length;

    /// <summary>Some of them: the numbers of the examples.</summary>
    public Labelled this[ReadOnlySpan<int> rows]
    {
        get
        {
            var chosen = new Labelled(new float[rows.Length * Length], new int[rows.Length]);
            Copy(rows, chosen.X, chosen.Labels);
            return chosen;
        }
    }

    /// <summary>Copies examples into the spans of a batch.</summary>
    public void Copy(ReadOnlySpan<int> rows, Span<float> x, Span<int> labels)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            X.AsSpan(rows[i] * Length, Length).CopyTo(x[(i * Length)..]);
            labels[i] = Labels[rows[i]];
        }
    }

    /// <summary>The numbers from 0 in a random order.</summary>
    public static int[] Order(int count, Random random)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        random.Shuffle(order);
        return order;
    }

    /// <summary>A random fifth for the test, and the others.</summary>
    public (Labelled Training, Labelled Test) Split(int seed)
    {
        var order = Order(Count, new(seed));
        return (this[order.AsSpan(Count / 5)], this[order.AsSpan(0, Count / 5)]);
    }

    /// <summary>The handwritten digits: 1,797 images of 8×8 pixels, from -1 to 1.</summary>
    public static Labelled Digits()
    {
        using var reader = new StreamReader(Open("digits/digits.csv.gz"));
        var (x, labels) = (new List<float>(), new List<int>());
        while (reader.ReadLine() is { } line)
        {
            var numbers = line.Split(',').Select(int.Parse).ToArray();
            x.AddRange(numbers[..^1].Select(pixel => pixel / 8f - 1));
            labels.Add(numbers[^1]);
        }
        return new([.. x], [.. labels]);
    }

    /// <summary>The clothes of Fashion-MNIST: 6,000 images to learn from, 1,000 others; 28×28, from -1 to 1.</summary>
    public static (Labelled Training, Labelled Test) Fashion()
    {
        return (Read("train"), Read("test"));

        static Labelled Read(string part)
            => new([.. Idx($"fashion/{part}-images.gz", 16).Select(pixel => pixel / 127.5f - 1)],
                [.. Idx($"fashion/{part}-labels.gz", 8).Select(label => (int)label)]);
    }

    /// <summary>A file of samples/Data, unpacked.</summary>
    public static Stream Open(string name)
        => new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", name)),
            CompressionMode.Decompress);

    static byte[] Idx(string name, int header)
    {
        using var file = Open(name);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray()[header..];
    }
}
