using Spectre.Console;

namespace Samples.Layers;

/// <summary>A bar on the console while something takes its time.</summary>
public static class Progress
{
    /// <summary>Runs something that calls what it is given after each of so many parts, with a word on how it goes.
    /// </summary>
    public static TResult Run<TResult>(string title, int parts, Func<Action<string>, TResult> run)
        => AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(title, maxValue: parts);
                return run(word =>
                {
                    task.Description = Markup.Escape($"{title}  {word}");
                    task.Increment(1);
                });
            });
}
