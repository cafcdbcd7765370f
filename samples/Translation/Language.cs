namespace Samples.Translation;

/// <summary>A language: the pieces of a number's words, and what stands between two pieces in writing.</summary>
public sealed class Language
{
    /// <summary>The piece that begins and ends every sentence.</summary>
    public const int Stop = 0;

    readonly Func<int, IEnumerable<string>> words;
    readonly string between;
    readonly Dictionary<string, int> numbers = [];

    Language(string name, Func<int, IEnumerable<string>> words, string between)
    {
        (Name, this.words, this.between) = (name, words, between);
        var all = Enumerable.Range(0, NumberWords.End).SelectMany(words).Distinct();
        Pieces = ["", .. all.Order(StringComparer.Ordinal)];
        for (var i = 0; i < Pieces.Count; i++) numbers.Add(Pieces[i], i);
    }

    /// <summary>British English.</summary>
    public static Language English { get; } = new("English", NumberWords.English, " ");

    /// <summary>French.</summary>
    public static Language French { get; } = new("French", NumberWords.French, " ");

    /// <summary>German.</summary>
    public static Language German { get; } = new("German", NumberWords.German, "");

    /// <summary>Its name in English.</summary>
    public string Name { get; }

    /// <summary>All pieces, <see cref="Stop"/> first.</summary>
    public IReadOnlyList<string> Pieces { get; }

    /// <summary>The pieces of a number, as positions in <see cref="Pieces"/>, without <see cref="Stop"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 0 to 9,999.</exception>
    public int[] Of(int number) => [.. words(number).Select(piece => numbers[piece])];

    /// <summary>What pieces are in writing.</summary>
    public string Write(IEnumerable<int> pieces)
        => string.Join(between, pieces.Select(piece => Pieces[piece])).Replace(" -", "-", StringComparison.Ordinal);

    /// <summary>A number in writing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 0 to 9,999.</exception>
    public string Write(int number) => Write(Of(number));
}
