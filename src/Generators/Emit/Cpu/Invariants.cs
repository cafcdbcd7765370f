// What is the same for all elements, of a row or of all: computed before the loop, which the JIT does not do by itself.
namespace Kernels.Emit.Cpu;

/// <param name="Row">What the loop needs of numbers of the row and of parameters.</param>
/// <param name="Loop">The body of the loop: it takes the outputs of
/// <paramref name="Row"/> as parameters behind its own.</param>
internal sealed record Invariants(Body Row, Body Loop)
{
    /// <summary>
    /// Conditions that are kept over the loop; those beyond are asked anew in it. AVX-512 has seven registers for them;
    /// a kernel that kept eight ended in an illegal instruction on .NET 10, and with few it does not. Why is not known.
    /// </summary>
    const int MostMasks = 3;

    /// <param name="parameters">How many parameters there are.</param>
    public static Invariants Of(Body body, int parameters)
    {
        var all = body.Instructions;
        IEnumerable<int> Operands(int i)
            => Enumerable.Range(0, all[i].Op.Row().Arity).Select(operand => all[i][operand]);
        var same = new bool[all.Count];
        // A random number is another for each element, though only its seed is written.
        for (var i = 0; i < same.Length; i++)
            same[i] = all[i].Op != Op.Input && all[i].Op != Op.Uniform && Operands(i).All(operand => same[operand]);
        var held = Enumerable.Range(0, same.Length).Where(i => !same[i]).SelectMany(Operands).Concat(body.Outputs)
            .Where(i => same[i] && !all[i].Op.IsLeaf()).Distinct().OrderBy(i => i).ToList();
        var again = new HashSet<int>();
        while (held.Where(i => all[i].Op.Row().Kind == Kind.Mask).Skip(MostMasks).FirstOrDefault()
            is not 0 and var mask)
        {
            again.Add(mask);
            held = [.. held.Where(i => i != mask)
                .Union(Operands(mask).Where(i => !all[i].Op.IsLeaf() && !again.Contains(i))).OrderBy(i => i)];
        }

        Instruction? Held(int i)
            => held.Contains(i)
                ? new Instruction(Op.Parameter, parameters + held.IndexOf(i), -1, -1, -1, all[i].Shape, null)
                : null;
        return new(
            Part(i => same[i] ? all[i] : null, held),
            Part(i => Held(i) ?? (same[i] && !all[i].Op.IsLeaf() && !again.Contains(i) ? null : all[i]), body.Outputs));

        Body Part(Func<int, Instruction?> take, IEnumerable<int> outputs)
        {
            var (place, taken) = (new int[all.Count], new List<Instruction>());
            int Place(int operand) => operand < 0 ? operand : place[operand];
            for (var i = 0; i < place.Length; i++)
            {
                if (take(i) is not { } instruction) continue;
                place[i] = taken.Count;
                taken.Add(
                    instruction with { A = Place(instruction.A), B = Place(instruction.B), C = Place(instruction.C) });
            }
            return new(taken.ToEquatable(), outputs.Select(output => place[output]).ToEquatable());
        }
    }
}
