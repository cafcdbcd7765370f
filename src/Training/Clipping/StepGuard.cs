namespace Kernels.Training;

/// <summary>What a <see cref="StepGuard"/> does when too many steps in a row were not finite.</summary>
public enum AfterLimit
{
    /// <summary>Throws <see cref="NotFiniteNumberException"/>.</summary>
    Throw,

    /// <summary>Allows the step, and those behind it, until one is finite again, as optax does.</summary>
    LetThrough,
}

/// <summary>
/// Decides which steps are taken: those whose gradient or loss is finite. Others are skipped and counted, at most so
/// many in a row; optax calls it apply_if_finite.
/// </summary>
/// <param name="limit">How many steps in a row may be skipped, at least 0.</param>
/// <param name="afterLimit">What happens with the next.</param>
/// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
/// <example><code>
/// var clip = norm.Clip(maxNorm: 1, NonFinite.Skip);
/// if (guard.Allows(clip)) optimiser.Step(…);
/// </code></example>
public sealed class StepGuard(int limit, AfterLimit afterLimit = AfterLimit.Throw)
{
    readonly int limit = limit >= 0 ? limit
        : throw new ArgumentOutOfRangeException(nameof(limit), limit, $"'{nameof(limit)}' must be at least 0.");

    /// <summary>How many steps in a row were not finite, up to now.</summary>
    public int InARow { get; private set; }

    /// <summary>How many steps were not finite in all.</summary>
    public long NonFinite { get; private set; }

    /// <summary>How many of these were skipped.</summary>
    public long Skipped { get; private set; }

    /// <summary>How many steps were asked about.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// Whether to take the step. A step let through has the coefficient that its policy gave it: NaN with
    /// <see cref="Training.NonFinite.Propagate"/>, 0 with <see cref="Training.NonFinite.Skip"/>. With
    /// <see cref="Training.NonFinite.Zero"/> what was not finite is mended, so the step is taken.
    /// </summary>
    /// <exception cref="NotFiniteNumberException">More steps in a row than the limit were not finite.</exception>
    public bool Allows(ClipCoefficient clip) => Allows(clip.NonFiniteCount == 0 || clip.ZeroesNonFinite);

    /// <summary>The same for a loss, or for whatever else a step depends on.</summary>
    /// <exception cref="NotFiniteNumberException">More steps in a row than the limit were not finite.</exception>
    public bool Allows(bool isFinite)
    {
        Steps++;
        if (isFinite)
        {
            InARow = 0;
            return true;
        }
        NonFinite++;
        InARow++;
        if (InARow <= limit)
        {
            Skipped++;
            return false;
        }
        return afterLimit == AfterLimit.LetThrough ? true : throw new NotFiniteNumberException(
            $"{InARow} steps in a row were not finite; {limit} may be skipped. Of {Steps} steps {NonFinite} were not.");
    }
}
