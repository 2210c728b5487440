namespace Shop.Web.Jobs;

/// <summary>Which job runs when: one list, handed to Quartz.</summary>
public sealed class Timetable(IEnumerable<TimetableLine> lines)
{
    public IReadOnlyList<TimetableLine> Lines { get; } = [.. lines];

    /// <summary>The time a run counts for: the same on every node, however early or late its clock fires.</summary>
    public static DateTime SlotOf(TimetableLine line, DateTime due)
    {
        var half = due.Ticks + line.Every.Ticks / 2; // a fire a little before its time belongs to that time
        return new DateTime(half - half % line.Every.Ticks, DateTimeKind.Utc);
    }
}
