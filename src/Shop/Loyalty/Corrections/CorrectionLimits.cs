using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What people may do for members without asking a second one: as much as the most generous of their roles says.</summary>
public sealed class CorrectionLimits(ShopDb db)
{
    /// <summary>One for each role, in the order asked for.</summary>
    public async Task<IReadOnlyList<CorrectionLimit>> Of(IReadOnlyCollection<string> roles, CancellationToken ct)
    {
        var said = await db.Set<CorrectionLimit>().AsNoTracking().Where(l => roles.Contains(l.Role)).ToDictionaryAsync(l => l.Role, ct);
        return [.. roles.Select(r => said.GetValueOrDefault(r) ?? CorrectionLimit.Usual(r))];
    }

    /// <summary>All of them at once.</summary>
    /// <exception cref="RuleBroken">One is out of bounds.</exception>
    public Task Set(IReadOnlyList<CorrectionLimit> limits, CancellationToken ct) => db.Retrying(async () =>
    {
        var roles = limits.Select(l => l.Role).ToList();
        var kept = await db.Set<CorrectionLimit>().Where(l => roles.Contains(l.Role)).ToDictionaryAsync(l => l.Role, ct);
        foreach (var limit in limits)
        {
            if (kept.TryGetValue(limit.Role, out var before)) before.Set(limit.PointsADay, limit.HighestTier, limit.Months);
            else db.Add(CorrectionLimit.Of(limit.Role, limit.PointsADay, limit.HighestTier, limit.Months));
        }
        return await db.SaveChangesAsync(ct);
    }, ct);

    /// <summary>Why this is more than the person may do alone; null when it is not. Points are counted as done, inside the caller's transaction.</summary>
    internal async Task<string?> Beyond(Guid person, IReadOnlyCollection<string> roles, CorrectionTerms terms, long points, LadderTerms ladder, DateOnly day, DateTime now, CancellationToken ct)
    {
        var limits = await Of(roles, ct);
        if (terms.Kind == CorrectionKind.Tier)
            return limits.Any(l => l.HighestTier >= terms.Tier && terms.Until <= now.AddMonths(l.Months).AddDays(1)) ? null : $"{ladder.NameOf(terms.Tier)} for so long is more than your role lends alone";

        var most = limits.Count == 0 ? 0 : limits.Max(l => l.PointsADay);
        var days = db.Set<CorrectionDay>();
        if (points <= most)
        {
            await db.Database.ExecuteSqlAsync($"""insert into loyalty_correction_days ("PersonId", "Day", "Points") values ({person}, {day}, 0) on conflict do nothing""", ct); // of two windows the second finds it there
            if (await days.Where(d => d.PersonId == person && d.Day == day && d.Points + points <= most).ExecuteUpdateAsync(d => d.SetProperty(x => x.Points, x => x.Points + points), ct) == 1) return null;
        }
        var before = await days.Where(d => d.PersonId == person && d.Day == day).Select(d => d.Points).SingleOrDefaultAsync(ct);
        return before == 0 ? $"your role moves at most {most:N0} points a day alone" : $"your role moves at most {most:N0} points a day alone, and you moved {before:N0} today";
    }
}
