using Shop.Kernel;
using Shop.Loyalty;

// What must not be: the walls' tests show with these that they would notice.
namespace Shop.Web.Members.Trespass;

internal sealed class Thing : Entity;

internal sealed record ThingPage(string Title, IReadOnlyList<ThingRow> Rows);

internal sealed record ThingRow(string Name, Thing? Behind);

internal sealed record CleanPage(string Title, IReadOnlyList<Guid> Ids, Money Price);

internal static class TrespassController
{
    public static void Index() { }

    public static void Take(Thing thing) => ArgumentNullException.ThrowIfNull(thing);

    public static Task<ThingPage?> Give() => Task.FromResult<ThingPage?>(null);
}

internal sealed record PointsClaim(long Balance);

internal static class PointsThief
{
    public static void Take(PointsAccount account, Entry entry) => account.Grant(entry, 1, entry.At);

    public static void Claim(Tier standing, PointsClaim claim) => ArgumentNullException.ThrowIfNull(claim, standing.ToString());
}
