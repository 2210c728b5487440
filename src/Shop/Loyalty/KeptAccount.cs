using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>An account as it is stored, beside its journal, from which it can be built again.</summary>
internal sealed class KeptAccount
{
    public KeptAccount(Guid id, PointsAccount? stored, IReadOnlyList<PointsTransaction> journal)
    {
        (Id, Stored, Journal) = (id, stored, journal);
        try
        {
            Replayed = PointsAccount.Replay(id, journal);
        }
        catch (RuleBroken broken)
        {
            Refusal = broken.Message;
        }
    }

    public Guid Id { get; }
    public PointsAccount? Stored { get; }
    public IReadOnlyList<PointsTransaction> Journal { get; }

    /// <summary>What the journal makes of it; null when it cannot be played.</summary>
    public PointsAccount? Replayed { get; }
    private string? Refusal { get; }

    /// <summary>Whether every entry is as it was sealed and none is missing between them.</summary>
    public bool IsSealed => Journal.Index().All(e => e.Item.Number == e.Index + 1 && e.Item.Reseal() == e.Item.Hash && e.Item.PreviousHash == (e.Index == 0 ? PointsTransaction.Beginning : Journal[e.Index - 1].Hash));

    /// <summary>What can differ: every column but the version, which counts writes.</summary>
    public static IEnumerable<IProperty> Compared(ShopDb db, Type type) => db.Model.FindEntityType(type)!.GetProperties().Where(p => p.PropertyInfo is not null && !p.IsPrimaryKey() && !p.IsConcurrencyToken);

    public IReadOnlyList<Difference> Differences(ShopDb db)
    {
        if (Replayed is not { } right) return [new(null, "", $"The journal of account {Id} cannot be played: {Refusal}")];
        if (Stored is not { } stored) return [new(null, "", $"Account {Id} is missing, but has {Journal.Count} entries.")];
        var found = Between(db, stored, right).Select(d => new Difference(null, d.Name, $"Account {Id} says {d.Name} {d.Stored}, its journal {d.Right}.")).ToList();
        var lots = stored.Lots.ToDictionary(l => l.Id);
        foreach (var lot in right.Lots)
        {
            if (!lots.Remove(lot.Id, out var kept)) found.Add(new(lot.Id, "", $"Lot {lot.Id} of account {Id} is missing."));
            else found.AddRange(Between(db, kept, lot).Select(d => new Difference(lot.Id, d.Name, $"Lot {lot.Id} of account {Id} says {d.Name} {d.Stored}, its journal {d.Right}.")));
        }
        found.AddRange(lots.Keys.Select(id => new Difference(id, "", $"Lot {id} of account {Id} is not in its journal.")));
        return found;
    }

    private static IEnumerable<(string Name, string Stored, string Right)> Between<T>(ShopDb db, T stored, T right) =>
        from property in Compared(db, typeof(T))
        let values = (Stored: property.PropertyInfo!.GetValue(stored), Right: property.PropertyInfo!.GetValue(right))
        where !Equals(values.Stored, values.Right)
        select (property.Name, Text(values.Stored), Text(values.Right));

    private static string Text(object? value) => value switch
    {
        null => "nothing",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable some => some.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>One column that is stored otherwise than the journal has it.</summary>
internal sealed record Difference(Guid? LotId, string What, string Sentence);
