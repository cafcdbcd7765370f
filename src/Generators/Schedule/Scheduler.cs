// From formulas over rows to passes. A value is ready in the pass after the deepest reduction below it; so there are as
// many passes as reductions depend on each other, however many operations there are. What a later pass needs again is
// kept where that is dearer to compute than to load, and else computed again.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Schedule;

internal sealed class Scheduler
{
    /// <summary>Operations from which on a value is kept: a load and a store cost about as much.</summary>
    const int Dear = 4;

    /// <summary>What a function costs, in operations.</summary>
    const int Function = 20;

    /// <summary>A value that a pass or the numbers between passes make, and what it is called.</summary>
    readonly record struct Output(string Name, Expr Value);

    readonly ExprPool pool = new();
    readonly Member member;
    readonly bool accumulate;
    readonly EquatableArray<Source> sources;
    readonly EquatableArray<Result> results;
    readonly EquatableArray<string> parameters;
    readonly Expr[] roots;
    readonly NameScope names;
    readonly Dictionary<Expr, int> ready = [];
    readonly Dictionary<Expr, string> numbers = [], kept = [];
    readonly Dictionary<Expr, int> keptIn = [], passOf = [];
    readonly List<string> terms = [], floatTerms = [];
    readonly int last;
    readonly RowForm form;
    string? index;
    Output? within;

    Scheduler(
        Member member, bool accumulate, Body formulas, EquatableArray<Source> sources, EquatableArray<Result> results,
        EquatableArray<string> parameters, RowForm form, CancellationToken cancellation)
    {
        this.form = form;
        (this.member, this.accumulate, this.sources, this.results, this.parameters) =
            (member, accumulate, sources, results, parameters);
        names = new(
            sources.Select(source => source.Name).Concat(results.Select(result => result.Name)).Concat(parameters));
        int? upstream = member is Member.Backward or Member.BackwardFromOutput ? sources.Count - 1 : null;
        roots = RowForms.Expand(formulas, pool, form, upstream, cancellation);
        last = roots.Max(Ready);
    }

    bool IsDouble => form is RowForm.Double or RowForm.Rare;

    /// <summary>
    /// Whether a pass leaves dear values to later ones. Double lanes take several times as long for an element as
    /// memory does; what an extreme is compared with is left to later passes in any form.
    /// </summary>
    bool Keeps => form == RowForm.Float;

    /// <param name="formulas">One output for each result.</param>
    /// <param name="sources">The inputs, in the order of their indices;
    /// the upstream gradient is the last where there is one.</param>
    /// <param name="isDouble">Whether the lanes are double; float lanes have a form for rare rows beside.</param>
    public static RowKernel Run(
        Member member, bool accumulate, Body formulas, EquatableArray<Source> sources, EquatableArray<Result> results,
        EquatableArray<string> parameters, bool isDouble, CancellationToken cancellation)
    {
        Scheduler Of(RowForm form, EquatableArray<Result> those)
            => new(member, accumulate, formulas, sources, those, parameters, form, cancellation);

        if (isDouble) return Of(RowForm.Double, results).Passes();
        var kernel = Of(RowForm.Float, results).Passes();
        var rare = kernel.Within is null ? null : Of(RowForm.Rare, results.Select(OfOneRow).ToEquatable()).Passes();
        return kernel with { Rare = rare };
    }

    /// <summary>What is summed over the rows is a term of its sum, where a row is alone.</summary>
    static Result OfOneRow(Result result) => result.Target switch
    {
        Target.PerColumn => result with { Target = Target.Element, IsTerm = true },
        Target.Total => result with { Target = Target.PerRow, IsTerm = true },
        _ => result,
    };

    RowKernel Passes()
    {
        var reductions = Body.Reached(roots).Where(e => e.Op.IsReduction()).ToArray();
        foreach (var reduction in reductions)
            numbers[reduction] = names.Unique(reduction.Op switch { Op.Sum => "sum", Op.RowMax => "max", _ => "min" });
        // Results of elements are written in the last pass: a destination may be a source.
        var written = Enumerable.Range(0, roots.Length)
            .Where(i => results[i].Target is Target.Element or Target.PerColumn).ToArray();
        var count = written.Length > 0 ? last + 1 : last;
        Place(reductions, written, count);
        if (!IsDouble && RowRange.Of(roots, pool) is { } isWithin) within = new(names.Unique("isWithin"), isWithin);
        var wanted = Enumerable.Range(0, count)
            .Select(pass => reductions.Where(e => passOf[e] == pass).Select(e => e[0])
                .Concat(pass == last ? written.Select(i => roots[i]) : []).Distinct().ToArray()).ToArray();
        Keep(wanted);

        var held = kept.Select(pair => new Kept(pair.Value, Holder(pair.Key, wanted))).ToEquatable();
        var passes = Enumerable.Range(0, count)
            .Select(pass => Make(pass, wanted[pass], reductions, pass == last ? written : [])).ToEquatable();
        var after = Enumerable.Range(0, roots.Length).Except(written).ToArray();
        return new(member, accumulate, sources, results, passes, held,
            Numbers(after.Select(i => new Output(results[i].Name, roots[i]))), index)
        {
            Form = form,
            Within = within?.Name,
            Range = within is { } asked && written.Length == 0 ? Numbers([asked]) : null,
        };
    }

    int Ready(Expr e)
    {
        if (ready.TryGetValue(e, out var known)) return known;
        var deepest = e.Arguments.Length == 0 ? 0 : e.Arguments.Max(Ready);
        return ready[e] = e.Op.IsReduction() ? deepest + 1 : deepest;
    }

    /// <summary>
    /// Each reduction in the last pass before it is needed: there are most others whose elements it can share.
    /// </summary>
    void Place(Expr[] reductions, int[] written, int count)
    {
        // What only results of a row need comes before the elements are written: their destination may be a source.
        var latest = written.Length > 0 ? count - 2 : count - 1;
        foreach (var reduction in reductions) passOf[reduction] = Math.Max(Ready(reduction) - 1, latest);
        foreach (var i in written) Before(roots[i], last);
        // Operands have smaller ids: who uses a reduction is placed before it.
        foreach (var reduction in Enumerable.Reverse(reductions)) Before(reduction[0], passOf[reduction]);

        void Before(Expr user, int pass)
        {
            var open = new Stack<Expr>([user]);
            var seen = new HashSet<Expr>();
            while (open.Count > 0)
            {
                var e = open.Pop();
                if (!seen.Add(e)) continue;
                if (e.Op.IsReduction()) passOf[e] = Math.Min(passOf[e], pass - 1);
                else foreach (var argument in e.Arguments) open.Push(argument);
            }
        }
    }

    /// <summary>What is computed in one pass and wanted in a later one.</summary>
    void Keep(Expr[][] wanted)
    {
        var cones = wanted.Select(each => Cone(each)).ToArray();
        // Computed again, the value that an extreme has taken may be rounded otherwise, and no column has it then.
        var compared = new HashSet<Expr>(Body.Reached(roots)
            .Where(e => e.Op == Op.Eq && e[1].Op is Op.RowMax or Op.RowMin && e[1][0] == e[0]).Select(e => e[0]));
        // What a logit loses by its own rounding belongs to it: kept as one float it would be lost.
        var logits = new HashSet<Expr>(Body.Reached(roots).Where(e => e.Op is Op.Decay or Op.Below).Select(e => e[0])
            .Where(e => e.Op is Op.Add or Op.Sub or Op.Mul or Op.Div or Op.Neg or Op.Select || Cost(e, []) < Function));
        for (var pass = 1; pass < wanted.Length; pass++)
        {
            var seen = new HashSet<Expr>();
            foreach (var root in wanted[pass]) Visit(root, pass);

            void Visit(Expr e, int pass)
            {
                if (!ExprPool.Varies(e) || e.Op.IsLeaf() || kept.ContainsKey(e) || !seen.Add(e)) return;
                var first = Array.FindIndex(cones, cone => cone.Contains(e));
                if (first < pass && (compared.Contains(e)
                    || Keeps && e.Op.Row().Kind == Kind.Number && !logits.Contains(e) && Cost(e, []) >= Dear))
                {
                    kept[e] = names.Unique(e.Name ?? "kept");
                    keptIn[e] = first;
                    return;
                }
                foreach (var argument in e.Arguments) Visit(argument, pass);
            }
        }
    }

    /// <summary>All elements that are computed for some.</summary>
    /// <param name="loaded">A value that is loaded, so that its operands do not count.</param>
    static HashSet<Expr> Cone(Expr[] wanted, Expr? loaded = null)
    {
        var cone = new HashSet<Expr>();
        var open = new Stack<Expr>(wanted);
        while (open.Count > 0)
        {
            var e = open.Pop();
            if (e == loaded || !ExprPool.Varies(e) || !cone.Add(e)) continue;
            foreach (var argument in e.Arguments) open.Push(argument);
        }
        return cone;
    }

    int Cost(Expr e, HashSet<Expr> counted)
    {
        if (!ExprPool.Varies(e) || e.Op.IsLeaf() || kept.ContainsKey(e) || !counted.Add(e)) return 0;
        return (e.Op >= Op.Exp ? Function : 1) + e.Arguments.Sum(argument => Cost(argument, counted));
    }

    /// <summary>
    /// The destination whose row can hold a value until it is read again. A destination may be the memory of an input,
    /// so no later pass may read an input.
    /// </summary>
    string? Holder(Expr value, Expr[][] wanted)
    {
        // What is computed again for a rare row reads its sources again.
        if (IsDouble || within is not null) return null;
        if (accumulate || kept.Count > 1 || !results.Any(result => result.Target == Target.Element)) return null;
        // The value itself is loaded then, and not computed from its operands.
        var readLater = Cone([.. wanted.Skip(keptIn[value] + 1).SelectMany(each => each)], loaded: value);
        return readLater.Any(e => e.Op == Op.Input) ? null
            : results.First(result => result.Target == Target.Element).Name;
    }

    Pass Make(int pass, Expr[] wanted, Expr[] reductions, int[] written)
    {
        var spans = InMemory(wanted.Concat(written.Select(i => roots[i])));
        var (used, narrow) = (0, 0);

        // What the pass leaves: elements, what later passes read again, and what is only reduced.
        Output[] elements = [.. written.Where(i => results[i].Target == Target.Element)
            .Select(i => new Output(results[i].Name, roots[i]))];
        Output[] keeps = [.. kept.Keys.Where(e => keptIn[e] == pass).Select(e => new Output(kept[e], e))];
        Output[] reduced = [.. wanted
            .Where(e => !spans.ContainsKey(e) && reductions.Any(reduction => reduction[0] == e))
            .Select(e => new Output(Named(terms, used++, "term"), e))];
        foreach (var term in reduced) spans[term.Value] = term.Name;

        // And the terms of sums over the rows. Such a term is a float; of double lanes only a source is one.
        string TermOf(Expr value)
            => spans.TryGetValue(value, out var span) && (!IsDouble || value.Op == Op.Input) ? span
                : IsDouble ? Named(floatTerms, narrow++, "floatTerm") : Named(terms, used++, "term");
        var columns = written.Where(i => results[i].Target == Target.PerColumn)
            .Select(i => (Term: new Output(TermOf(roots[i]), roots[i]), Result: results[i].Name)).ToArray();
        var made = columns.Select(column => column.Term)
            .Where(term => !spans.TryGetValue(term.Value, out var span) || span != term.Name);

        // Whether the row is rare is known when its last pass begins: until then no destination has changed.
        Output[] asked = written.Length > 0 && within is { } condition ? [condition] : [];
        Output[] outputs = [.. elements, .. keeps, .. reduced, .. made];
        var (kernel, before, given) = outputs.Length == 0 ? (null, Numbers(asked), new([]))
            : Elements(pass, outputs, asked);
        if (kernel is not null && IsDouble)
            kernel = kernel with { DoubleSpans = kept.Values.Concat(terms).ToEquatable() };

        Reduction Reduced(Expr e) => new(e.Op, spans[e[0]], numbers[e], OfFractions: e.Op == Op.Sum
            && e[0].Op == Op.Decay && keeps.Concat(reduced).Any(output => output.Value == e[0]));
        return new(
            before, kernel, given, terms.Take(used).Concat(floatTerms.Take(narrow)).ToEquatable(),
            reductions.Where(e => passOf[e] == pass).Select(Reduced).ToEquatable(),
            columns.Select(column => (column.Term.Name, column.Result)).ToEquatable());
    }

    /// <summary>Values that lie in a span already: sources are reduced where they lie, like what was kept.</summary>
    Dictionary<Expr, string> InMemory(IEnumerable<Expr> values)
    {
        var spans = values.Distinct().Where(e => e.Op == Op.Input && e.Shape == Shape.Element)
            .ToDictionary(e => e, e => sources[e.Index].Name);
        foreach (var pair in kept) spans[pair.Key] = pair.Value;
        return spans;
    }

    /// <summary>The name of a term: those of one pass serve the next again.</summary>
    string Named(List<string> those, int number, string wish)
    {
        if (number == those.Count) those.Add(names.Unique(wish));
        return those[number];
    }

    /// <summary>
    /// The element kernel of a pass, the numbers of the row that it needs first, and all the numbers that it takes.
    /// </summary>
    (Kernel, Scalars, EquatableArray<string>) Elements(
        int pass, Output[] outputs, Output[] asked)
    {
        var into = new ExprPool();
        var (spans, given, fresh) = (new List<string>(), new List<string>(), new List<Output>());
        var adds = accumulate && pass == last;
        // The upstream gradient is the last of the inputs: Lower multiplies it last.
        var upstream = member is Member.Backward or Member.BackwardFromOutput ? sources[sources.Count - 1].Name : null;
        Collect();
        if (upstream is not null)
        {
            spans.Remove(upstream);
            if (sources[sources.Count - 1].Shape == Shape.Element) spans.Add(upstream);
        }
        var copies = new Dictionary<Expr, Expr>();
        var values = outputs.Select((output, i) => adds
            && results.Any(result => result.Name == output.Name && result.Target == Target.Element && !result.IsTerm)
            ? into.Add(into.Input(spans.Count + i), Copy(output.Value)) : Copy(output.Value)).ToArray();
        var kernel = new Kernel(member, spans.ToEquatable(), outputs.Select(output => output.Name).ToEquatable(), adds,
            Body.From(values))
        {
            Pass = pass + 1,
            Form = form
        };
        return (kernel, Numbers(fresh.Concat(asked)), given.ToEquatable());

        void Collect()
        {
            var seen = new HashSet<Expr>();
            var open = new Stack<Expr>(outputs.Select(output => output.Value).Reverse());
            while (open.Count > 0)
            {
                var e = open.Pop();
                if (!seen.Add(e)) continue;
                if (e.IsConstant) continue;
                if (SpanOf(e, outputs) is { } span)
                {
                    if (!spans.Contains(span)) spans.Add(span);
                }
                else if (IsNumber(e))
                {
                    var isNew = e.Op != Op.Parameter && !numbers.ContainsKey(e);
                    if (isNew) numbers[e] = names.Unique(e.Name ?? Wish(e));
                    if (isNew) fresh.Add(new(numbers[e], e));
                    var number = NumberOf(e);
                    if (!given.Contains(number)) given.Add(number);
                }
                else
                {
                    foreach (var argument in e.Arguments) open.Push(argument);
                }
            }
        }

        Expr Copy(Expr e)
        {
            if (copies.TryGetValue(e, out var known)) return known;
            return copies[e] = e.IsConstant ? into.Copy(e)
                : SpanOf(e, outputs) is { } span ? into.Input(spans.IndexOf(span))
                : IsNumber(e) ? into.Parameter(given.IndexOf(NumberOf(e)))
                : into.Copy(e, e.Arguments.Select(Copy).ToArray());
        }
    }

    /// <summary>
    /// The span that holds an element value for this pass: a source,
    /// the numbers of the columns, what an earlier pass kept.
    /// </summary>
    string? SpanOf(Expr e, Output[] outputs) => e.Op switch
    {
        Op.Input when ExprPool.Varies(e) => sources[e.Index].Name,
        Op.Index => index ??= names.Unique("index"),
        _ => kept.TryGetValue(e, out var name) && outputs.All(output => output.Name != name) ? name : null,
    };

    /// <summary>
    /// What is the same in all columns is computed once a row;
    /// but a condition is no number, and made anew in each lane.
    /// </summary>
    static bool IsNumber(Expr e) => !ExprPool.Varies(e) && e.Op.Row().Kind == Kind.Number;

    string NumberOf(Expr e) => e.Op == Op.Parameter ? parameters[e.Index] : numbers[e];

    static string Wish(Expr e)
        => e.Op switch
        {
            Op.Input => "value",
            Op.Count => "count",
            Op.Div when e[0].Is(1) => "reciprocal",
            _ => "number"
        };

    /// <summary>Numbers of a row from reductions, inputs that are one value a row, and parameters.</summary>
    Scalars Numbers(IEnumerable<Output> wanted)
    {
        var into = new ExprPool();
        var (inputs, copies) = (new List<string>(), new Dictionary<Expr, Expr>());
        var outputs = wanted.ToArray();
        var values = outputs.Select(each => Copy(each.Value)).ToArray();
        foreach (var (value, output) in values.Zip(outputs, (value, output) => (value, output)))
            if (!value.Op.IsLeaf()) value.Name ??= output.Name;
        return new(Body.From(values), inputs.ToEquatable(), outputs.Select(each => each.Name).ToEquatable());

        Expr Copy(Expr e)
        {
            if (copies.TryGetValue(e, out var known)) return known;
            return copies[e] = e switch
            {
                { IsConstant: true } or { Op: Op.Parameter } => into.Copy(e),
                { Op: Op.Input } => Input(sources[e.Index].Name),
                { Op: Op.Count } => Input(Columns),
                _ when numbers.TryGetValue(e, out var name) && outputs.All(each => each.Name != name) => Input(name),
                _ => into.Copy(e, e.Arguments.Select(Copy).ToArray()),
            };
        }

        Expr Input(string name)
        {
            if (!inputs.Contains(name)) inputs.Add(name);
            return into.Input(inputs.IndexOf(name));
        }
    }

    /// <summary>What a number of the row is called that is the number of columns.</summary>
    public const string Columns = "#columns";
}
