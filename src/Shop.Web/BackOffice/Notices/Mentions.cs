using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;

namespace Shop.Web.BackOffice.Notices;

/// <summary>Finds whom a note mentions: “@Kim Berg”, or “@Kim” where only one colleague is called so.</summary>
public sealed class Mentions(ShopDb db, NoticeBoard board)
{
    /// <summary>Tells everybody who is mentioned, but its author.</summary>
    public async Task Tell(string text, Guid author, string authorName, string about, string source, string url, Right needs, CancellationToken ct)
    {
        if (!text.Contains('@', StringComparison.Ordinal)) return;
        var held = db.Set<IdentityUserRole<Guid>>();
        var colleagues = await db.AccountUsers.AsNoTracking().Where(u => !u.IsDisabled && held.Any(h => h.UserId == u.Id)).Select(u => new { u.Id, u.DisplayName }).ToListAsync(ct);
        var people = In(text, [.. colleagues.Select(c => (c.Id, c.DisplayName))]).Where(id => id != author).ToList();
        await board.Tell(people, source, $"{authorName} mentions you in a note about {about}.", url, needs.ToString(), ct);
    }

    /// <summary>Whom a text mentions.</summary>
    public static IReadOnlyList<Guid> In(string text, IReadOnlyList<(Guid Id, string Name)> colleagues)
    {
        var first = colleagues.ToLookup(c => c.Name.Split(' ')[0], StringComparer.CurrentCultureIgnoreCase);
        return [.. colleagues.Where(c => Says(text, c.Name) || first[c.Name.Split(' ')[0]].Count() == 1 && Says(text, c.Name.Split(' ')[0])).Select(c => c.Id).Distinct()];
    }

    // “@Kim” is not in “@Kimberly”, nor in “info@kim.example”.
    private static bool Says(string text, string name)
    {
        for (var at = text.IndexOf("@" + name, StringComparison.CurrentCultureIgnoreCase); at >= 0; at = text.IndexOf("@" + name, at + 1, StringComparison.CurrentCultureIgnoreCase))
        {
            var end = at + name.Length + 1;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end >= text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }
        return false;
    }
}
