// Which inputs are classes: one whole number a row that the formula compares with the numbers of the columns. A class
// that is not a column matches nothing, and the loss would be wrong in silence; so its member throws, unless the
// formula speaks of such values itself, as of an ignored -100 or of all below 0.
using Kernels.Support;

namespace Kernels.Ir;

internal enum Admits : byte { Equal, Below, UpTo }

/// <summary>
/// A comparison of the formula with a value of its own, by which it says what a class outside of the columns means.
/// </summary>
/// <param name="Parameter">The value's place among the parameters, or null for <paramref name="Constant"/>.</param>
internal readonly record struct Admission(Admits Kind, int? Parameter, double Constant);

/// <param name="Input">Its place among the inputs.</param>
internal sealed record Label(int Input, EquatableArray<Admission> Admitted);

internal static class Labels
{
    /// <param name="definition">Its formula is read as written.</param>
    public static IReadOnlyList<Label> Of(Definition definition)
    {
        var all = definition.Body.Instructions;
        var comparisons = all.Where(each => each.Op is Op.Eq or Op.Lt or Op.Le or Op.Gt or Op.Ge).ToArray();
        var inputs = comparisons.SelectMany(Classes).Distinct().OrderBy(input => input);
        return [.. inputs.Select(input => new Label(input, Admitted(input).Distinct().ToEquatable()))];

        IEnumerable<int> Classes(Instruction comparison)
        {
            if (comparison.Op != Op.Eq) yield break;
            var (left, right) = (Behind(comparison.A), Behind(comparison.B));
            if (left.Op == Op.Index && IsPerRow(right)) yield return right.Index;
            if (right.Op == Op.Index && IsPerRow(left)) yield return left.Index;
        }

        IEnumerable<Admission> Admitted(int input)
        {
            foreach (var comparison in comparisons)
            {
                var (left, right) = (Behind(comparison.A), Behind(comparison.B));
                if (Is(left, input) && IsOwn(right)) yield return Admission(Kind(comparison.Op, isFirst: true), right);
                else if (Is(right, input) && IsOwn(left))
                    yield return Admission(Kind(comparison.Op, isFirst: false), left);
            }
        }

        // Whichever branch is taken, the formula tells the values on one side of its own from those on the other.
        static Admits Kind(Op op, bool isFirst) => (op, isFirst) switch
        {
            (Op.Eq, _) => Admits.Equal,
            (Op.Lt or Op.Ge, true) or (Op.Gt or Op.Le, false) => Admits.Below,
            _ => Admits.UpTo,
        };

        static Admission Admission(Admits kind, Instruction own)
            => own.Op == Op.Parameter ? new(kind, own.Index, 0) : new(kind, null, own.Constant);

        static bool Is(Instruction operand, int input) => operand.Op == Op.Input && operand.Index == input;

        static bool IsOwn(Instruction operand) => operand.Op is Op.Constant or Op.Parameter;

        static bool IsPerRow(Instruction operand) => operand.Op == Op.Input && operand.Shape == Shape.PerRow;

        Instruction Behind(int operand)
        {
            while (all[operand].Op == Op.Detach) operand = all[operand].A;
            return all[operand];
        }
    }
}
