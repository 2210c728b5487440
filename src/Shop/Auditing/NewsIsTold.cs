using System.Runtime.CompilerServices;
using System.Text.Json;
using Shop.Data;

namespace Shop.Auditing;

/// <summary>INV-14: what happened to an order was written down to be told exactly once, and is told, or parked for a person, within a quarter of an hour.</summary>
internal sealed class NewsIsTold : Invariant
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    // Old news is forgotten after thirty days; a day less leaves no doubt.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(29);

    private static readonly (string Event, string Condition, string Time)[] Told =
    [
        ("OrderPlaced", "1 = 1", "PlacedAt"), ("OrderPaid", """o."State" <> 'Cancelled'""", "PaidAt"), ("OrderShipped", "1 = 1", "ShippedAt"), ("OrderDelivered", "1 = 1", "DeliveredAt"), ("OrderCancelled", "1 = 1", "CancelledAt"),
    ];

    protected override string Id => "INV-14";
    protected override string Promise => "each event is written once and told in time";
    protected override string Things => "events";
    protected override string CountSql => """select count(*) from data_saved_events""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Notice {0} of {1} came twice.", """
            select "EventId", "Provider" from payments_notices group by "Provider", "EventId" having count(*) > 1
            """),
        new("Event {0} ({1}) is told and parked at once.", """
            select "Id", "Type" from data_saved_events where "DeliveredAt" is not null and "DeadAt" is not null
            """),
    ];

    protected override async IAsyncEnumerable<string> More(Books books, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in books.Rows("""select "Id", "Type" from data_saved_events where "DeliveredAt" is null and "DeadAt" is null""", ct))
            if (Guid.Parse(row[0]) is var id && WrittenAt(id) < books.AsOf - Patience) yield return $"Event {id} ({row[1]}) has waited since {WrittenAt(id):yyyy-MM-dd HH:mm} and is neither told nor parked.";

        var written = new Dictionary<(string Type, Guid Order), int>();
        await foreach (var row in books.Rows("""select "Type", "Json" from data_saved_events where "Type" like 'Shop.Ordering.Order%'""", ct))
            if (OrderOf(row[1]) is { } order) written[(row[0], order)] = written.GetValueOrDefault((row[0], order)) + 1;

        // Orders of a history that was brought in happened before the shop opened: nobody had to be told.
        if (await books.Time("""select min("OpenedAt") from data_shop_profiles""", ct) is not { } opened) yield break;
        foreach (var (name, condition, time) in Told)
        {
            await foreach (var row in books.Rows($"""select o."Id", o."Number", o."{time}" from ordering_orders o where o."{time}" is not null and {condition}""", ct))
            {
                var count = written.GetValueOrDefault(($"Shop.Ordering.{name}", Guid.Parse(row[0])));
                if (count > 1) yield return $"{name} of order {row[1]} is written {count} times.";
                var at = DateTime.SpecifyKind(DateTime.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
                if (count == 0 && at > opened && at > books.AsOf - Remembered) yield return $"{name} of order {row[1]} is not written.";
            }
        }
    }

    // The first 48 bits of such an id are the milliseconds at which it was made.
    private static DateTime WrittenAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = 0L;
        for (var i = 0; i < 6; i++) milliseconds = milliseconds << 8 | bytes[i];
        return DateTime.UnixEpoch.AddMilliseconds(milliseconds);
    }

    private static Guid? OrderOf(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.TryGetProperty("OrderId", out var id) && id.TryGetGuid(out var order) ? order : null;
    }
}
