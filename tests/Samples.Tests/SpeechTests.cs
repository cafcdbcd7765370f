using System.Numerics.Tensors;
using Samples.Speech;

namespace Samples.Tests;

public sealed class SpeechTests
{
    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    [InlineData(0xFE, 8)]
    [InlineData(0xEF, 132)]
    public void A_code_of_mu_law_has_the_value_of_the_standard(int code, int expected)
        => Assert.Equal(expected / 32768f, Recording.MuLaw((byte)code));

    [Fact]
    public void There_are_1100_recordings_and_no_voice_is_in_both_parts()
    {
        var recordings = Recording.ReadArchive("speech/spoken-digits.gz");
        Assert.Equal((1100, 220), (recordings.Count, recordings.Count(recording => recording.IsTest)));
        for (var digit = 0; digit < 10; digit++)
            Assert.Equal(110, recordings.Count(recording => recording.Digit == digit));
        var voices = recordings.ToLookup(recording => recording.IsTest, recording => recording.Speaker.Split('/')[0]);
        Assert.Empty(voices[true].Intersect(voices[false]));
    }

    [Fact]
    public void A_folder_is_read_by_its_names_and_the_first_five_of_a_speaker_are_for_the_test()
    {
        var folder = Directory.CreateTempSubdirectory();
        using (var file = File.Create(Path.Combine(folder.FullName, "7_ann_4.wav"))) Write(file);
        using (var file = File.Create(Path.Combine(folder.FullName, "3_ann_5.wav"))) Write(file);
        var recordings = Recording.ReadFolder(folder.FullName);
        folder.Delete(recursive: true);
        Assert.Equal([(3, "ann", false), (7, "ann", true)],
            recordings.Select(recording => (recording.Digit, recording.Speaker, recording.IsTest)));
        Assert.Equal([0.25f, -0.5f], recordings[0].Samples);

        static void Write(Stream stream)
            => new NWaves.Audio.WaveFile(new NWaves.Signals.DiscreteSignal(Recording.Rate, [0.25f, -0.5f]))
                .SaveTo(stream);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    [InlineData(20_000)]
    public void Features_of_a_recording_of_any_length_are_finite(int length)
    {
        var samples = new float[length];
        for (var i = 0; i < length; i++) samples[i] = i % 40 < 20 ? 0.5f : -0.5f;
        foreach (var sound in (float[][])[samples, new float[length]])
        {
            var features = new Features(new(0, "", IsTest: false, sound));
            var frames = new float[Features.Frames * Features.Bands];
            for (var view = 0; view < Features.Views; view++)
            {
                features.Copy(view, frames);
                Assert.DoesNotContain(frames, number => !float.IsFinite(number));
            }
            features.Vary(new(1), frames);
            Assert.DoesNotContain(frames, number => !float.IsFinite(number));
        }
    }

    [Fact]
    public void Loudness_does_not_count()
    {
        var sound = Slope.Numbers(4000, seed: 1);
        float[] loud = new float[Features.Frames * Features.Bands], quiet = new float[loud.Length];
        new Features(new(0, "", IsTest: false, sound)).Copy(0, loud);
        new Features(new(0, "", IsTest: false, [.. sound.Select(x => x / 8)])).Copy(0, quiet);
        for (var i = 0; i < loud.Length; i++)
            Assert.True(Math.Abs(loud[i] - quiet[i]) < 1e-2, $"number {i}: {loud[i]} and {quiet[i]}");
    }

    [Theory]
    [InlineData(7, 3, 2, 1)]
    [InlineData(8, 2, 3, 2)]
    public void Backward_is_the_transpose_of_the_patches(int frames, int bands, int width, int stride)
    {
        const int Rows = 2;
        var shape = new Convolution(frames, bands, width, stride, Channels: 1);
        var x = Slope.Numbers(Rows * frames * bands, seed: 1);
        var dpatches = Slope.Numbers(Rows * shape.Steps * shape.Patch, seed: 2);
        var (patches, dx) = (new float[dpatches.Length], new float[x.Length]);
        shape.Forward(x, patches);
        shape.Backward(dpatches, dx);
        Assert.Equal(TensorPrimitives.Dot<float>(patches, dpatches), TensorPrimitives.Dot<float>(x, dx), 1e-4f);
    }

    [Fact]
    public void Digits_of_unknown_voices_are_heard_with_95_percent_in_the_long_run()
        => Assert.Matches("held-out voices +880 +220 +[0-9.]+ %",
            Sample.Run("Speech", Sample.IsLong ? [] : ["--epochs", "1"]));
}
