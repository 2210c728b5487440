using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shop.Accounts.Audit;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>What stands on top of each page about a product.</summary>
public sealed record ProductHead(Guid Id, string Name, string Slug, ProductStatus Status);

/// <summary>An article with what is there of it.</summary>
public sealed record ArticleAtDesk(Guid Id, string Sku, string Name, Money Price, Money OwnPrice, Money? OldPrice, int OnHand, int Reserved, int Weight, string? Barcode, int Seen, IReadOnlyList<OptionChoice> Options);

/// <summary>The articles of a product, as they are and as typed.</summary>
public sealed record ArticlesPage(ProductHead Head, IReadOnlyList<ArticleAtDesk> Articles, ArticlesForm Form, MatrixForm Matrix)
{
    /// <summary>Something was filled in for all, and nothing is saved yet.</summary>
    public bool IsFilledIn { get; init; }
}

/// <summary>All articles of a product, as typed.</summary>
public sealed class ArticlesForm
{
    public List<ArticleRow> Rows { get; set; } = [];

    /// <summary>What is filled in for all; empty leaves a column alone.</summary>
    public string? AllPrice { get; set; }
    public string? AllStock { get; set; }
    public string? AllWeight { get; set; }
    public string? Reason { get; set; }

    /// <summary>Made with the form: sent twice, it counts once.</summary>
    public Guid Once { get; set; }

    public static ArticlesForm Of(IReadOnlyList<ArticleAtDesk> articles, Currency currency) => new()
    {
        Once = NewId.Next(),
        Rows = [.. articles.Select(a => new ArticleRow
        {
            Id = a.Id, Seen = a.Seen, SeenStock = a.OnHand, Price = Typed.Plain(a.OwnPrice, currency), OldPrice = a.OldPrice is { } old ? Typed.Plain(old, currency) : null, Stock = Typed.Plain(a.OnHand), Weight = Typed.Plain(a.Weight), Barcode = a.Barcode,
        })],
    };

    public void FillIn()
    {
        foreach (var row in Rows)
        {
            if (!string.IsNullOrWhiteSpace(AllPrice)) row.Price = AllPrice.Trim();
            if (!string.IsNullOrWhiteSpace(AllStock)) row.Stock = AllStock.Trim();
            if (!string.IsNullOrWhiteSpace(AllWeight)) row.Weight = AllWeight.Trim();
        }
        (AllPrice, AllStock, AllWeight) = (null, null, null);
    }

    public IReadOnlyList<ArticleChange> Read(Currency currency, ModelStateDictionary state)
    {
        var changes = new List<ArticleChange>();
        if (Reason?.Trim().Length > StockMovement.ReasonMaxLength) state.AddModelError("Form.Reason", $"A reason has at most {StockMovement.ReasonMaxLength} characters.");
        for (var i = 0; i < Rows.Count; i++)
        {
            var (row, at) = (Rows[i], $"Form.Rows[{i}].");
            var price = Typed.Amount(row.Price, at + nameof(row.Price), currency, state.AddModelError);
            if (string.IsNullOrWhiteSpace(row.Price)) state.AddModelError(at + nameof(row.Price), "Enter the price.");
            var old = Typed.Amount(row.OldPrice, at + nameof(row.OldPrice), currency, state.AddModelError);
            var stock = Typed.Whole(row.Stock, at + nameof(row.Stock), $"“{row.Stock}” is no whole number, like 12.", state.AddModelError) ?? row.SeenStock;
            var weight = Typed.Whole(row.Weight, at + nameof(row.Weight), $"“{row.Weight}” is no weight in grams, like 350.", state.AddModelError) ?? 0;
            if (row.Barcode?.Trim().Length > Variant.BarcodeMaxLength) state.AddModelError(at + nameof(row.Barcode), $"A barcode has at most {Variant.BarcodeMaxLength} characters.");
            changes.Add(new ArticleChange(row.Id, row.Seen, price ?? Money.Zero, old, weight, row.Barcode, stock - row.SeenStock));
        }
        return changes;
    }
}

/// <summary>One article, as typed.</summary>
public sealed class ArticleRow
{
    public Guid Id { get; set; }
    public int Seen { get; set; }
    public int SeenStock { get; set; }
    public string? Price { get; set; }
    public string? OldPrice { get; set; }
    public string? Stock { get; set; }
    public string? Weight { get; set; }
    public string? Barcode { get; set; }
}

/// <summary>Options whose combinations become articles, as typed.</summary>
public sealed class MatrixForm
{
    private const int MostOptions = 3, MostLetters = 40;

    public List<MatrixRow> Options { get; set; } = [];

    public static MatrixForm Of(IReadOnlyList<ArticleAtDesk> articles)
    {
        var known = articles.SelectMany(a => a.Options).GroupBy(o => o.Option).Select(g => new MatrixRow { Option = g.Key, Values = string.Join(", ", g.Select(o => o.Value).Distinct()) }).Take(MostOptions).ToList();
        while (known.Count < MostOptions) known.Add(new MatrixRow());
        return new MatrixForm { Options = known };
    }

    /// <exception cref="RuleBroken">A name lacks its values, or values their name.</exception>
    public IReadOnlyList<(string Option, IReadOnlyList<string> Values)> Read()
    {
        var read = new List<(string, IReadOnlyList<string>)>();
        foreach (var row in Options.Take(MostOptions))
        {
            var (name, values) = (row.Option?.Trim() ?? "", (row.Values ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase).ToList());
            if (name.Length == 0 && values.Count == 0) continue;
            if (name.Length == 0 || values.Count == 0) throw new RuleBroken(name.Length == 0 ? $"What are “{values[0]}” and the others values of? Name the option." : $"“{name}” has no values. Write them with commas between.");
            if (name.Length > MostLetters || values.Any(v => v.Length > 2 * MostLetters)) throw new RuleBroken($"An option has at most {MostLetters} letters, and a value {2 * MostLetters}.");
            read.Add((name, values));
        }
        return read;
    }
}

/// <summary>An option and its values, with commas between.</summary>
public sealed class MatrixRow
{
    public string? Option { get; set; }
    public string? Values { get; set; }
}

/// <summary>Who changed a record last, and what, for whoever was changing it too.</summary>
internal static class LastChange
{
    private const int FieldsTold = 4;

    public static async Task<string> Of(ReadAuditTrail trail, string kind, Guid id, TimeZoneInfo zone, CancellationToken ct)
    {
        var (lines, _) = await trail.Page(new AuditFilter(Kind: kind, Record: id.ToString()), null, ct, 1);
        if (lines is not [var last]) return "It was changed meanwhile.";
        var what = string.Join("; ", last.Changes.Take(FieldsTold).Select(c => $"{c.Field} “{Short(c.Before)}” → “{Short(c.After)}”"));
        return $"{last.ByName} changed it meanwhile, {DateText.Moment(last.At, zone)}{(what.Length > 0 ? $": {what}" : "")}.";
    }

    private static string Short(string? text) => text is null ? "" : text.Length > 60 ? text[..60] + "…" : text;
}
