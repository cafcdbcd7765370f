// The catalogue as a table in Markdown.
using System.Globalization;
using System.Text;

namespace Quickstart;

internal static class CatalogueTable
{
    const int Widest = 64;

    public static string Markdown(IReadOnlyList<ActivationInfo> activations)
    {
        var table = new StringBuilder();
        table.Append("| activation | formula | derivative | ULP | gradient ULP | "
            + "operations forward / backward | backward keeps |\n");
        table.Append("|---|---|---|---|---|---|---|\n");
        foreach (var activation in activations)
            table.Append(CultureInfo.InvariantCulture, $"| {activation.Name} | {Code(activation.Formula)} | "
                + $"{string.Join(", ", activation.Derivatives.Select(Code))} | ")
                .Append(CultureInfo.InvariantCulture,
                    $"{activation.MaxUlp} | {activation.MaxGradientUlp} | {activation["Forward"].Operations} "
                        + $"/ {activation["Backward"].Operations} | {Kept(activation.Saves[0])} |\n");
        return table.ToString();
    }

    /// <summary>The least that backward needs of the forward pass.</summary>
    static string Kept(SavedForBackward way) => way.What == Saved.Nothing ? "nothing"
        : string.Create(CultureInfo.InvariantCulture,
            $"{way.What.ToString().ToLowerInvariant()}, {way.BytesPerElement} B");

    /// <summary>What does not fit a table is cut; the generated documentation has it whole.</summary>
    static string Code(string formula)
        => $"`{(formula.Length > Widest ? formula[..Widest] + "…" : formula).Replace("|", "\\|")}`";
}
