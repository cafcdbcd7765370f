// The catalogue as docs/activations.md shows it: what each activation is, what it promises, and what the peers call it.
using System.Globalization;
using System.Text;
using Kernels.Proof;

namespace Kernels.Docs.Tests;

internal static class ActivationsTable
{
    const int Widest = 96;

    public static string Definitions(IReadOnlyList<ActivationInfo> activations)
    {
        var table = new StringBuilder(
            "| activation | formula | derivative | defaults | lanes | ULP | gradient ULP | the peers' names |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        foreach (var activation in activations)
        {
            var derivatives = Variables(activation)
                .Zip(activation.Derivatives, (variable, slope) => $"∂{variable}: {Code(slope)}");
            var defaults = activation.Parameters.Select(
                parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} = {parameter.Default:R}"));
            table.Append(CultureInfo.InvariantCulture,
                $"| {activation.Name} | {Code(activation.Formula)} | {string.Join("<br>", derivatives)} | "
                    + $"{string.Join(", ", defaults)} | "
                    + $"{(activation.Accuracy == Accuracy.High ? "double" : "float")} | {activation.MaxUlp} | "
                    + $"{activation.MaxGradientUlp} | {Peers(activation)} |\n");
        }
        return table.ToString();
    }

    public static string Remarks()
    {
        var table = new StringBuilder("| peer | operator | here | remark |\n|---|---|---|---|\n");
        foreach (var peer in Peer.All.Where(peer => peer.Remark.Length > 0))
            table.Append($"| {peer.System} | {peer.Operator} | {peer.Definition ?? "-"} | {peer.Remark} |\n");
        return table.ToString();
    }

    static IEnumerable<string> Variables(ActivationInfo activation)
        => activation.Inputs.Concat(
            activation.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name));

    static string Peers(ActivationInfo activation)
        => string.Join(", ", Peer.All.Where(peer => peer.Definition == activation.Name).GroupBy(peer => peer.Operator)
            .Select(names => $"{names.Key} ({string.Join(", ", names.Select(peer => peer.System))})"));

    static string Code(string formula)
        => $"`{(formula.Length > Widest ? formula[..Widest] + "…" : formula).Replace("|", "\\|")}`";
}
