namespace Samples.Text;

/// <summary>The labelled sentences, as numbers of words.</summary>
/// <param name="Words">For each sentence the numbers of its words.</param>
/// <param name="Labels">1 where it is positive, 0 where it is negative.</param>
/// <param name="Vocabulary">How many words there are.</param>
public sealed record Sentences(IReadOnlyList<int[]> Words, IReadOnlyList<int> Labels, int Vocabulary)
{
    /// <summary>Reads lines of site, label and text with tabs between them.</summary>
    /// <exception cref="InvalidDataException">A line has another form.</exception>
    public static Sentences Read(string name)
    {
        using var reader = new StreamReader(Layers.Labelled.Open(name));
        List<int[]> words = [];
        List<int> labels = [];
        Dictionary<string, int> numbers = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t', 3) is not [_, ("0" or "1") and var label, var text])
                throw new InvalidDataException($"'{line}' is not site, 0 or 1, and text.");
            words.Add([.. Split(text).Select(Number)]);
            labels.Add(label == "1" ? 1 : 0);
        }
        return new(words, labels, numbers.Count);

        int Number(string word)
        {
            if (!numbers.TryGetValue(word, out var number)) numbers.Add(word, number = numbers.Count);
            return number;
        }
    }

    /// <summary>The words of a text in lower case: letters, digits and apostrophes; ! and ? are words.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '\'')) continue;
            if (i > start) yield return text[start..i].ToLowerInvariant();
            if (i < text.Length && text[i] is '!' or '?') yield return text[i..(i + 1)];
            start = i + 1;
        }
    }
}
