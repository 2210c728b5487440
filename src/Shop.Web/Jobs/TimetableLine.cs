namespace Shop.Web.Jobs;

/// <summary>One line of the timetable: which job, how often, and what it runs in a scope of its own.</summary>
public sealed record TimetableLine(string Job, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> Run);
