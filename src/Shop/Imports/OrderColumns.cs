using Shop.Kernel;

namespace Shop.Imports;

/// <summary>Which column holds what, guessed from the names that shops and their programs give them.</summary>
internal sealed record OrderColumns(int Invoice, int Code, int Description, int Quantity, int Date, int Price, int Customer, int Country, int Count)
{
    private static readonly (string What, string[] Names, bool Needed)[] Known =
    [
        ("invoice number", ["invoice", "invoiceno", "invoicenumber", "invoiceid", "order", "orderno", "ordernumber", "orderid", "transaction", "transactionid", "receipt", "receiptno", "bill", "billno", "rechnungsnummer", "bestellnummer", "ordrenummer"], true),
        ("product code", ["stockcode", "code", "sku", "productcode", "itemcode", "articlecode", "product", "productid", "item", "itemid", "itemno", "article", "articleno", "artikelnummer", "varenummer", "ean", "barcode", "lineitemsku"], true),
        ("description", ["description", "productname", "itemname", "name", "title", "productdescription", "itemdescription", "bezeichnung", "beschreibung", "varenavn", "lineitemname"], true),
        ("quantity", ["quantity", "qty", "units", "amountordered", "menge", "anzahl", "antall", "lineitemquantity"], true),
        ("date", ["invoicedate", "date", "orderdate", "datetime", "timestamp", "created", "createdat", "placedat", "datum", "dato", "time"], true),
        ("unit price", ["unitprice", "price", "priceeach", "itemprice", "unitcost", "preis", "einzelpreis", "pris", "stykpris", "lineitemprice"], true),
        ("customer", ["customerid", "customer", "customerno", "customernumber", "client", "clientid", "kundennummer", "kunde", "kundenummer", "user", "userid"], false),
        ("country", ["country", "countrycode", "land", "shippingcountry", "billingcountry", "region"], false),
    ];

    /// <exception cref="RuleBroken">A column that is needed has none of the known names.</exception>
    public static OrderColumns Find(IReadOnlyList<string> header)
    {
        var names = header.Select(Bare).ToList();
        var found = Known.Select(k => k.Names.Select(n => names.IndexOf(n)).Where(i => i >= 0).DefaultIfEmpty(-1).First()).ToArray();
        var missing = Known.Where((k, i) => k.Needed && found[i] < 0).ToList();
        if (missing.Count > 0)
            throw new RuleBroken($"The file has no column for the {string.Join(", the ", missing.Select(m => m.What))}. Its columns are: {string.Join(", ", header)}. "
                + $"Known names are: {string.Join("; ", missing.Select(m => $"{m.What}: {string.Join(", ", m.Names.Take(6))}"))}.");
        return new OrderColumns(found[0], found[1], found[2], found[3], found[4], found[5], found[6], found[7], header.Count);
    }

    private static string Bare(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
