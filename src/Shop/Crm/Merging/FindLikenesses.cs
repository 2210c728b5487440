using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Loyalty;

namespace Shop.Crm;

/// <summary>
/// Every night: looks for records that may be one person, by mailbox, telephone, or name and postcode. What somebody said to be two people stays said; what looks alike no more is forgotten.
/// Reads everybody once, in pieces, and keeps only what it compares.
/// </summary>
public sealed class FindLikenesses(ShopDb db, TimeProvider clock)
{
    /// <summary>More than so many with one telephone number are a firm, a family or a joke.</summary>
    public const int MostAlike = 6;
    private const int MostPairs = 5_000;
    private const int AtOnce = 2_000;

    public async Task Run(CancellationToken ct)
    {
        var pairs = await Look(ct);
        await db.Retrying(() => Keep(pairs, ct), ct);
    }

    private async Task<Dictionary<(Guid, Guid), LikenessKind>> Look(CancellationToken ct)
    {
        var (mailboxes, phones, places) = (new Groups(), new Groups(), new Groups());
        var last = Guid.Empty;
        while (true)
        {
            var after = last;
            // Ids grow with time: whoever is older comes first.
            var some = await db.Customers.AsNoTracking().Where(c => c.MergedIntoId == null && c.Id > after).OrderBy(c => c.Id).Take(AtOnce)
                .Select(c => new { c.Id, c.Name, c.Email, c.Phone, Addresses = c.Addresses.Select(a => new { a.Phone, a.Address.Country, a.Address.Postcode }).ToList() }).ToListAsync(ct);
            if (some.Count == 0) break;
            last = some[^1].Id;
            foreach (var customer in some)
            {
                if (SamePerson.MailboxOf(customer.Email) is { } mailbox) mailboxes.Add(mailbox, customer.Id);
                foreach (var phone in customer.Addresses.Select(a => a.Phone).Append(customer.Phone).Select(SamePerson.PhoneOf).OfType<string>().Distinct()) phones.Add(phone, customer.Id);
                if (Fold(customer.Name) is { Length: > 0 } name)
                    foreach (var place in customer.Addresses.Select(a => Fold(a.Postcode) is { Length: > 0 } postcode ? $"{a.Country}:{postcode}:{name}" : null).OfType<string>().Distinct()) places.Add(place, customer.Id);
            }
        }

        var pairs = new Dictionary<(Guid, Guid), LikenessKind>();
        foreach (var (groups, why) in new[] { (mailboxes, LikenessKind.Mailbox), (places, LikenessKind.NameAndPlace), (phones, LikenessKind.Phone) })
            foreach (var pair in groups.Pairs())
                if (pairs.Count < MostPairs || pairs.ContainsKey(pair)) pairs[pair] = pairs.GetValueOrDefault(pair) | why;
        return pairs;
    }

    private async Task<int> Keep(Dictionary<(Guid, Guid), LikenessKind> pairs, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var left = new Dictionary<(Guid, Guid), LikenessKind>(pairs);
        foreach (var known in await db.Likenesses.ToListAsync(ct))
        {
            if (left.Remove((known.OneId, known.OtherId), out var why)) known.Because(why);
            else if (known.DismissedAt is null) db.Remove(known);
        }
        // Somebody may have been merged while this was looking.
        var gone = (await db.Customers.Where(c => c.MergedIntoId != null).Select(c => c.Id).ToListAsync(ct)).ToHashSet();
        db.AddRange(left.Where(p => !gone.Contains(p.Key.Item1) && !gone.Contains(p.Key.Item2)).Select(p => Likeness.Of(p.Key.Item1, p.Key.Item2, p.Value, now)));
        var rows = await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return rows;
    }

    // “Émile  d'Arc” and “emile darc” are one name.
    private static string Fold(string text) => new([.. text.Normalize(NormalizationForm.FormD).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    private sealed class Groups
    {
        private readonly Dictionary<string, List<Guid>> _groups = new(StringComparer.Ordinal);

        public void Add(string key, Guid id)
        {
            if (!_groups.TryGetValue(key, out var ids)) _groups[key] = ids = new List<Guid>(1);
            if (ids.Count <= MostAlike && (ids.Count == 0 || ids[^1] != id)) ids.Add(id);
        }

        // Each with the oldest: merged one after the other, all come together there.
        public IEnumerable<(Guid, Guid)> Pairs() => _groups.Values.Where(g => g.Count is > 1 and <= MostAlike).SelectMany(g => g.Skip(1).Select(other => (g[0], other)));
    }
}
