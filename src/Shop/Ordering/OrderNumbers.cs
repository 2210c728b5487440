using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Order numbers like “7K3M-9QXZ”: 40 random bits without letters that look alike, so that nobody guesses a neighbour's or counts our sales.</summary>
public static class OrderNumbers
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New() => New(RandomNumberGenerator.GetInt32);

    /// <param name="below">Draws a number below another; what it draws decides the order's number.</param>
    internal static string New(Func<int, int> below) => string.Create(9, below, static (text, draw) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = i == 4 ? '-' : Letters[draw(Letters.Length)];
    });

    /// <summary>As people type it: small letters, no hyphen, spaces around.</summary>
    public static string Normalise(string typed)
    {
        var bare = new string([.. typed.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
        return bare.Length == 8 ? $"{bare[..4]}-{bare[4..]}" : typed.Trim();
    }
}

/// <summary>A series of numbers without gaps: the next is drawn in the transaction that uses it, and waits for the one before.</summary>
public sealed class NumberSeries
{
    public const int NameMaxLength = 40;

    private NumberSeries() { }

    public string Name { get; private init; } = "";
    public long Last { get; private init; }

    /// <summary>A series of which so many numbers were given out elsewhere, in a history that is brought in.</summary>
    internal static NumberSeries UsedUpTo(string name, long last) => new() { Name = name, Last = last };

    /// <summary>Draws the next number of a series; the row stays locked until the caller's transaction ends.</summary>
    public static async Task<long> Next(ShopDb db, string name, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A number is drawn together with what it numbers: begin a transaction first.");
        var series = db.Set<NumberSeries>();
        if (await series.Where(s => s.Name == name).ExecuteUpdateAsync(s => s.SetProperty(x => x.Last, x => x.Last + 1), ct) == 1)
            return await series.Where(s => s.Name == name).Select(s => s.Last).SingleAsync(ct);
        db.Add(new NumberSeries { Name = name, Last = 1 }); // the first of its name; of two, one fails on the key and is run again
        await db.SaveChangesAsync(ct);
        return 1;
    }
}

internal sealed class NumberSeriesMapping : IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<NumberSeries> series)
    {
        series.ToTable("ordering_number_series");
        series.HasKey(s => s.Name);
        series.Property(s => s.Name).HasMaxLength(NumberSeries.NameMaxLength);
    }
}
