using System.Numerics.Tensors;
using NWaves.FeatureExtractors;
using NWaves.FeatureExtractors.Options;
using NWaves.Filters.Fda;
using NWaves.Windows;

namespace Samples.Speech;

/// <summary>
/// What a network hears of a recording: the logarithms of the energies in mel bands, frame by frame, normalised so that
/// loudness does not count and the microphone counts little.
/// </summary>
public sealed class Features
{
    /// <summary>Mel bands of a frame.</summary>
    public const int Bands = 24;

    /// <summary>Frames of a recording, however long it is.</summary>
    public const int Frames = 40;

    const int FrameSize = 256, Hop = 64;
    const int WidestBands = 8, LongestFrames = 10;
    // The shift is a share of the recording, and so is what ends a trimmed recording: of the largest energy of 10 ms.
    const double LargestShift = 0.07, QuietShare = 0.001;
    const double Low = 60, High = 3800, WarpedLow = 100, WarpedHigh = 3200;

    const int AsIs = 0, Lower = 2, Higher = 5;

    // Frequencies of a voice, multiplied by these, are those of a shorter or a longer vocal tract.
    static readonly double[] Warps = [1, 0.85, 0.9, 0.95, 1.05, 1.1, 1.15];

    // An extractor has buffers, so each thread has its own.
    static readonly ThreadLocal<FilterbankExtractor[]> Extractors = new(() => [.. Warps.Select(Extractor)]);

    // The position of a warp, and what part of the recording is heard.
    static readonly (int Warp, double Start, double End)[] Ways =
        [(AsIs, 0, 1), (Lower, 0, 1), (Higher, 0, 1), (AsIs, -0.03, 1.03), (AsIs, 0.03, 0.97)];

    readonly float[][] warped;

    /// <summary>Computes the features of a recording.</summary>
    /// <param name="recording">The recording.</param>
    public Features(Recording recording)
    {
        // A short recording is a frame and a hop at least.
        var samples = Trim(recording.Samples).ToArray();
        if (samples.Length < FrameSize + Hop) Array.Resize(ref samples, FrameSize + Hop);
        warped = [.. Extractors.Value!.Select(extractor => Of(extractor, samples))];
    }

    /// <summary>How many ways there are to listen to a recording.</summary>
    public static int Views => Ways.Length;

    /// <summary>The features of one way to listen, [frames, bands]; the first one is as they are.</summary>
    public void Copy(int view, Span<float> frames)
        => Copy(warped[Ways[view].Warp], Ways[view].Start, Ways[view].End, part: 0, frames);

    /// <summary>
    /// The features of the same word, spoken by another voice: with its frequencies warped, and beginning or ending a
    /// little earlier or later, which also makes it faster or slower.
    /// </summary>
    public void Vary(Random random, Span<float> frames)
    {
        var start = Shift();
        Copy(warped[random.Next(warped.Length)], start, 1 + Shift(), random.NextDouble() - 0.5, frames);
        // Some bands and some frames cannot be heard: SpecAugment, Park et al. 2019.
        var (band, width) = (random.Next(Bands), random.Next(WidestBands));
        var (from, length) = (random.Next(Frames), random.Next(LongestFrames));
        for (var frame = 0; frame < Frames; frame++)
            frames.Slice(frame * Bands + band, Math.Min(width, Bands - band)).Clear();
        frames.Slice(from * Bands, Math.Min(length, Frames - from) * Bands).Clear();

        double Shift() => LargestShift * (2 * random.NextDouble() - 1);
    }

    /// <summary>
    /// Frames at equal distances from start to end, which are shares of the recording, moved by a part of a distance.
    /// </summary>
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
        var threshold = energies.DefaultIfEmpty().Max() * QuietShare;
        var first = Array.FindIndex(energies, energy => energy >= threshold);
        var last = Array.FindLastIndex(energies, energy => energy >= threshold);
        return first < 0 ? samples : samples.AsSpan(first * Length, (last + 1 - first) * Length);
    }

    /// <summary>
    /// The logarithms minus the mean of their band and that of all bands, half of each, divided by the root of their
    /// mean square. The mean of a band alone takes away with the microphone what tells one vowel from another.
    /// </summary>
    static float[] Of(FilterbankExtractor extractor, float[] samples)
    {
        float[] all = [.. extractor.ComputeFrom(samples).SelectMany(frame => frame)];
        var whole = TensorPrimitives.Average<float>(all);
        for (var band = 0; band < Bands; band++)
        {
            var mean = 0f;
            for (var i = band; i < all.Length; i += Bands) mean += all[i] * Bands / all.Length;
            for (var i = band; i < all.Length; i += Bands) all[i] -= (mean + whole) / 2;
        }
        // Silence has no mean square: the number beside it keeps it 0.
        var square = TensorPrimitives.SumOfSquares<float>(all) / all.Length;
        TensorPrimitives.Divide(all, MathF.Sqrt(square + 1e-6f), all);
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
            FilterBank = FilterBanks.Triangular(FrameSize, Recording.Rate, bands,
                new VtlnWarper(warp, Low, High, WarpedLow, WarpedHigh), mapper: null),
            FftSize = FrameSize,
            SpectrumType = SpectrumType.Power,
            NonLinearity = NonLinearityType.LogE,
            LogFloor = 1e-7f,
            Window = WindowType.Hamming,
            PreEmphasis = 0.97,
        });
    }
}
