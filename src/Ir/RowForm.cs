// The forms in which a member goes over its rows, which the stages after the schedule know by name only.
namespace Kernels.Ir;

/// <summary>The forms in which a member goes over its rows.</summary>
internal enum RowForm : byte
{
    /// <summary>In float lanes.</summary>
    Float,

    /// <summary>In double lanes, as the definition asks.</summary>
    Double,

    /// <summary>In double lanes, one row at a time, for rows whose statistics leave the range of floats.</summary>
    Rare,
}

internal static class RowFormNames
{
    /// <summary>What is appended to the names of a form.</summary>
    public static string Suffix(this RowForm form) => form == RowForm.Rare ? form.ToString() : "";
}
