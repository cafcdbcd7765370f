using System.Globalization;
using System.Text;

namespace Samples.Speech;

/// <summary>One spoken digit: 8,000 samples a second, between -1 and 1.</summary>
/// <param name="Digit">0 to 9.</param>
/// <param name="Speaker">Who speaks.</param>
/// <param name="IsTest">Whether it is kept for the test.</param>
/// <param name="Samples">The sound.</param>
public sealed record Recording(int Digit, string Speaker, bool IsTest, float[] Samples)
{
    /// <summary>Samples in a second.</summary>
    public const int Rate = 8000;

    // Of fifty recordings of a digit by a speaker, the official split tests with the first five.
    const int TestIndices = 5;

    /// <summary>
    /// Reads what synthesise.py has written: before each recording one line of text, "digit speaker part bytes", then
    /// one byte for each sample.
    /// </summary>
    /// <exception cref="InvalidDataException">The file has another form.</exception>
    public static List<Recording> ReadArchive(string name)
    {
        using var file = Layers.Labelled.Open(name);
        using var stream = new BufferedStream(file);
        var recordings = new List<Recording>();
        while (ReadLine(stream) is { } line)
        {
            if (line.Split(' ') is not [var digit, var speaker, ("train" or "test") and var part, var length])
                throw new InvalidDataException($"'{line}' is not 'digit speaker part bytes'.");
            var bytes = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
            stream.ReadExactly(bytes);
            recordings.Add(new(int.Parse(digit, CultureInfo.InvariantCulture), speaker, part == "test",
                Array.ConvertAll(bytes, MuLaw)));
        }
        return recordings;
    }

    /// <summary>Reads a folder of files "digit_speaker_index.wav": 16 bits, one channel, 8 kHz.</summary>
    /// <exception cref="InvalidDataException">A file has another form.</exception>
    public static List<Recording> ReadFolder(string path)
    {
        var recordings = new List<Recording>();
        foreach (var file in Directory.EnumerateFiles(path, "*.wav").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileNameWithoutExtension(file).Split('_') is not [var digit, var speaker, var index])
                throw new InvalidDataException($"'{Path.GetFileName(file)}' is not 'digit_speaker_index.wav'.");
            recordings.Add(new(int.Parse(digit, CultureInfo.InvariantCulture), speaker,
                int.Parse(index, CultureInfo.InvariantCulture) < TestIndices, ReadWave(file)));
        }
        return recordings;
    }

    // Domain: all bytes. Error: none, all values are exact. Method: sign, exponent and mantissa of the inverted byte.
    // Source: ITU-T G.711.
    internal static float MuLaw(byte code)
    {
        var bits = ~code;
        var magnitude = (((bits & 0x0F) << 3) + 132 << (bits >> 4 & 7)) - 132;
        return ((bits & 0x80) != 0 ? -magnitude : magnitude) / 32768f;
    }

    static string? ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (int next; (next = stream.ReadByte()) != '\n'; line.Append((char)next))
            if (next < 0) return line.Length == 0 ? null
                : throw new InvalidDataException("The file ends within a line.");
        return line.ToString();
    }

    static float[] ReadWave(string path)
    {
        using var stream = File.OpenRead(path);
        var signal = new NWaves.Audio.WaveFile(stream)[NWaves.Audio.Channels.Left];
        return signal.SamplingRate == Rate ? signal.Samples
            : throw new InvalidDataException($"'{path}' has {signal.SamplingRate} samples a second, not {Rate}.");
    }
}
