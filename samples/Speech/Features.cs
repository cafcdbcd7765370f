using NWaves.FeatureExtractors;
using NWaves.FeatureExtractors.Options;
using NWaves.Filters.Fda;
using NWaves.Windows;

namespace Samples.Speech;

/// <summary>
/// What a network hears of a recording: the logarithms of the energies in mel bands, frame by frame, minus their mean
/// in each band and divided by their standard deviation, so that neither loudness nor the microphone counts.
/// </summary>
public sealed class Features
{
    /// <summary>Mel bands of a frame.</summary>
    public const int Bands = 24;

    /// <summary>Frames of a recording, however long it is.</summary>
    public const int Frames = 40;

    const int FrameSize = 256, Hop = 64, TransformSize = 256;
    const double Low = 60, High = 3800, WarpedLow = 100, WarpedHigh = 3200;

    // Frequencies of a voice, multiplied by these, are those of a shorter or a longer vocal tract.
    static readonly double[] Warps = [1, 0.85, 0.9, 0.95, 1.05, 1.1, 1.15];
    static readonly FilterbankExtractor[] Extractors = [.. Warps.Select(Extractor)];

    // A warp, and what part of the recording is heard.
    static readonly (int Warp, double Start, double End)[] Ways =
        [(0, 0, 1), (2, 0, 1), (5, 0, 1), (0, -0.03, 1.03), (0, 0.03, 0.97)];

    readonly float[][] warped;

    /// <summary>Computes the features of a recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="isVaried">Whether <see cref="Vary"/> will be called.</param>
    public Features(Recording recording, bool isVaried)
    {
        // A short recording is a frame and a hop at least.
        var samples = Trim(recording.Samples).ToArray();
        if (samples.Length < FrameSize + Hop) Array.Resize(ref samples, FrameSize + Hop);
        warped = [.. Extractors.Take(isVaried ? Warps.Length : 1).Select(extractor => Of(extractor, samples))];
    }

    /// <summary>How many ways there are to listen to a recording.</summary>
    public static int Views => Ways.Length;

    /// <summary>The features of one way to listen, [frames, bands]; the first one is as they are.</summary>
    public void Copy(int view, Span<float> frames)
        => Copy(warped[Ways[view].Warp], Ways[view].Start, Ways[view].End, 0, frames);

    /// <summary>
    /// The features of the same word, spoken by another voice: with its frequencies warped, and beginning or ending a
    /// little earlier or later, which also makes it faster or slower.
    /// </summary>
    public void Vary(Random random, Span<float> frames)
    {
        var start = Shift();
        Copy(warped[random.Next(warped.Length)], start, 1 + Shift(), random.NextDouble() - 0.5, frames);
        for (var hole = 0; hole < K.H; hole++)
        {
            // Bands that cannot be heard, and frames: SpecAugment, Park et al. 2019.
            var (band, width) = (random.Next(Bands), random.Next(K.B));
            var (from, length) = (random.Next(Frames), random.Next(K.F));
            for (var frame = 0; frame < Frames; frame++)
                frames.Slice(frame * Bands + band, Math.Min(width, Bands - band)).Clear();
            frames.Slice(from * Bands, Math.Min(length, Frames - from) * Bands).Clear();
        }

        double Shift() => K.S * (2 * random.NextDouble() - 1);
    }

    /// <summary>Frames at equal distances from start to end, as shares of the recording.</summary>
    static void Copy(float[] source, double start, double end, double part, Span<float> frames)
    {
        var count = source.Length / Bands;
        for (var frame = 0; frame < Frames; frame++)
        {
            var place = start + (end - start) * (frame + 0.5 + part) / Frames;
            var nearest = Math.Clamp((int)(place * count), 0, count - 1);
            source.AsSpan(nearest * Bands, Bands).CopyTo(frames[(frame * Bands)..]);
        }
    }

    /// <summary>
    /// The sound without the silence around it: from the first to the last 10 ms whose energy is at least a thousandth
    /// of the largest.
    /// </summary>
    static ReadOnlySpan<float> Trim(float[] samples)
    {
        const int Length = Recording.Rate / 100;
        var energies = new double[samples.Length / Length];
        for (var i = 0; i < energies.Length * Length; i++) energies[i / Length] += samples[i] * (double)samples[i];
        var threshold = energies.DefaultIfEmpty().Max() * K.T;
        var first = Array.FindIndex(energies, energy => energy >= threshold);
        var last = Array.FindLastIndex(energies, energy => energy >= threshold);
        return first < 0 ? samples : samples.AsSpan(first * Length, (last + 1 - first) * Length);
    }

    static float[] Of(FilterbankExtractor extractor, float[] samples)
    {
        float[] all = [.. extractor.ComputeFrom(samples).SelectMany(frame => frame)];
        var count = all.Length / Bands;
        var squares = 0.0;
        for (var band = 0; band < Bands; band++)
        {
            var mean = 0.0;
            for (var i = band; i < all.Length; i += Bands) mean += all[i] / count;
            for (var i = band; i < all.Length; i += Bands)
            {
                all[i] -= (float)mean;
                squares += all[i] * all[i];
            }
        }
        var scale = (float)(1 / Math.Sqrt(squares / all.Length + 1e-6));
        for (var i = 0; i < all.Length; i++) all[i] *= scale;
        return all;
    }

    static FilterbankExtractor Extractor(double warp)
    {
        var bands = FilterBanks.MelBands(Bands, Recording.Rate, Low, High, overlap: true);
        return new(new FilterbankOptions
        {
            SamplingRate = Recording.Rate,
            FrameDuration = FrameSize / (double)Recording.Rate,
            HopDuration = Hop / (double)Recording.Rate,
            FilterBank = FilterBanks.Triangular(TransformSize, Recording.Rate, bands,
                new VtlnWarper(warp, Low, High, WarpedLow, WarpedHigh), mapper: null),
            FftSize = TransformSize,
            SpectrumType = SpectrumType.Power,
            NonLinearity = NonLinearityType.LogE,
            LogFloor = 1e-7f,
            Window = WindowType.Hamming,
            PreEmphasis = 0.97,
        });
    }
}

static class K
{
    public static double D(string n, double d) => Environment.GetEnvironmentVariable(n) is { } v ? double.Parse(v) : d;
    public static double T = D("KT", 0.001), S = D("KS", 0.05), DROP = D("KD", 0.5), R = D("KR", 0.002), W = D("KW", 0.05);
    public static int B = (int)D("KB", 5), F = (int)D("KF", 7), H = (int)D("KH", 1), V = (int)D("KV", 5), C1 = (int)D("KC1", 48), C2 = (int)D("KC2", 64);
}
