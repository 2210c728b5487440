using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Renames a shelf or a maker, says what is told of it and moves it to another address, all or nothing, unless a colleague was quicker.</summary>
public sealed class Relabel(ShopDb db, ChangeSlug change)
{
    public abstract record Outcome;
    public sealed record Done : Outcome;
    public sealed record Gone : Outcome;
    public sealed record Outrun : Outcome;
    public sealed record Refused(string Reason) : Outcome;

    /// <param name="seen">The version that was on the screen.</param>
    public async Task<Outcome> Run<T>(Guid id, int seen, string name, string slug, string line, string text, CancellationToken ct) where T : Entity, IShelfLabel
    {
        if (await db.Set<T>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } thing) return new Gone();
        if (thing.Version != seen) return new Outrun();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            thing.Rename(name);
            thing.Tell(line, text);
            await change.Of(thing, slug, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new Done();
        }
        catch (RuleBroken broken)
        {
            return new Refused(broken.Message);
        }
    }
}
