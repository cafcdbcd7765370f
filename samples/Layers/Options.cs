using System.CommandLine;

namespace Samples.Layers;

/// <summary>What every sample may be told.</summary>
/// <param name="Activation">The name of an activation: one of <see cref="Activations.Names"/>.</param>
/// <param name="IsActivationSaid">Whether it was chosen, and is not the usual one.</param>
/// <param name="IsFull">Whether it may take up to five minutes.</param>
/// <param name="Seed">Of all random numbers.</param>
/// <param name="Epochs">How often the data is gone through, or null for as often as is usual.</param>
/// <param name="Report">Where the page of the health report is written, or null.</param>
/// <param name="IsUsual">Whether nothing was said that changes the figures: then they have a bar to reach.</param>
/// <param name="Parsed">For the options that a sample has beside these.</param>
public sealed record Options(
    string Activation, bool IsActivationSaid, bool IsFull, int Seed, int? Epochs, string? Report, bool IsUsual,
    ParseResult Parsed)
{
    /// <summary>Parses the arguments and runs a sample. Its exit code: 1 where a figure is below its bar.</summary>
    /// <param name="description">One sentence.</param>
    /// <param name="activation">The activation where none is said.</param>
    /// <param name="others">Options of this sample alone; see <see cref="Parsed"/>.</param>
    public static int Run(
        string description, string activation, string[] arguments, Func<Options, int> run, params Option[] others)
    {
        var activationOption = new Option<string>("--activation")
        {
            Description = "What the layers go through", DefaultValueFactory = _ => activation,
        };
        activationOption.AcceptOnlyFromAmong(Activations.Names);
        var full = new Option<bool>("--full") { Description = "Take up to five minutes" };
        var seed = new Option<int>("--seed") { Description = "Of all random numbers", DefaultValueFactory = _ => 1 };
        var epochs = new Option<int?>("--epochs") { Description = "How often the data is gone through" };
        var report = new Option<string?>("--report") { Description = "Write the health report to this HTML file" };
        var command = new RootCommand(description) { activationOption, full, seed, epochs, report };
        foreach (var other in others) command.Options.Add(other);
        command.SetAction(parsed =>
        {
            bool Said(Option option) => parsed.GetResult(option) is { Implicit: false };
            return run(new(
                parsed.GetValue(activationOption)!, Said(activationOption), parsed.GetValue(full),
                parsed.GetValue(seed), parsed.GetValue(epochs), parsed.GetValue(report),
                !(Said(activationOption) || Said(seed) || Said(epochs)), parsed));
        });
        return command.Parse(arguments).Invoke();
    }
}
