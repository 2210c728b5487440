using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Shop.Tests.Imports;

/// <summary>Writes files of order lines as retailers have them, dirt included.</summary>
internal sealed class OrderFiles : IDisposable
{
    public const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    private readonly string _folder = Directory.CreateTempSubdirectory("orders").FullName;

    /// <summary>Each kind of line there is; what becomes of it is in <see cref="Fates"/>.</summary>
    public static readonly string[] Lines =
    [
        "1001,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
        "1001,71053,WHITE METAL LANTERN ,6,2010-12-01 08:26:00,3.39,17850,United Kingdom",
        "1001,POST,POSTAGE,1,2010-12-01 08:26:00,4.50,17850,United Kingdom",
        "1001,71053,WHITE METAL LANTERN ,6,2010-12-01 08:26:00,3.39,17850,United Kingdom",
        "1002,85123a,WHITE HANGING HEART T-LIGHT HOLDER,2,2010-12-02 09:00:00,2.95,17851.0,EIRE",
        "1002,85123A,wrong name,1,2010-12-02 09:00:00,2.95,17851,EIRE",
        "1003,22423,\"REGENCY CAKESTAND, 3 TIER\",1,2010-12-02 10:00:00,12.75,,United Kingdom",
        "C1004,85123A,WHITE HANGING HEART T-LIGHT HOLDER,-2,2010-12-03 09:00:00,2.55,17850,United Kingdom",
        "C1004,22423,\"REGENCY CAKESTAND, 3 TIER\",-1,2010-12-03 09:00:00,12.75,17850,United Kingdom",
        "C1004,POST,POSTAGE,-1,2010-12-03 09:00:00,4.50,17850,United Kingdom",
        "1005,71053,WHITE METAL LANTERN,-1,2010-12-03 11:00:00,3.39,17850,United Kingdom",
        "1006,71053,damaged,-20,2010-12-03 12:00:00,0.0,,United Kingdom",
        "1007,71053,WHITE METAL LANTERN,3,2010-12-03 12:00:00,0.0,17850,United Kingdom",
        "1008,M,Manual,1,2010-12-03 12:00:00,5.00,17850,United Kingdom",
        "1008,gift_0001_20,Gift Voucher £20.00,1,2010-12-03 12:00:00,16.67,17850,United Kingdom",
        "A1009,B,Adjust bad debt,1,2010-12-03 12:00:00,-11062.06,,United Kingdom",
        "1010,71053,WHITE METAL LANTERN,1,2010-12-03 12:00:00,-1.00,17850,United Kingdom",
        "1011,PADS,PADS TO MATCH ALL CUSHIONS,1,2010-12-03 12:00:00,0.001,17850,United Kingdom",
        "1012,99999,,4,2010-12-03 12:00:00,1.00,17850,United Kingdom",
        "1013,POST,POSTAGE,1,2010-12-03 13:00:00,18.00,17850,United Kingdom",
        "1014,71053,WHITE METAL LANTERN,0,2010-12-03 13:00:00,3.39,17850,United Kingdom",
        "1015,71053,WHITE METAL LANTERN,many,2010-12-03 13:00:00,3.39,17850,United Kingdom",
        "1016,71053,WHITE METAL LANTERN,1,yesterday,3.39,17850,United Kingdom",
        "1017,71053,WHITE METAL LANTERN,1,2010-12-03 13:00:00,cheap,17850,United Kingdom",
        ",71053,WHITE METAL LANTERN,1,2010-12-03 13:00:00,3.39,17850,United Kingdom",
        "1018,,WHITE METAL LANTERN,1,2010-12-03 13:00:00,3.39,17850,United Kingdom",
        "1019,71053,WHITE METAL LANTERN",
        "",
        "1020,71053,WHITE METAL LANTERN,1,2999-12-03 13:00:00,3.39,17850,United Kingdom",
        "1002,71053,WHITE METAL LANTERN,1,2010-12-02 09:00:00,3.39,17852,EIRE",
        "1021,71053,WHITE METAL LANTERN,2,2011-01-05 13:00:00,3.75,17850,United Kingdom",
    ];

    public static readonly Dictionary<Shop.Imports.LineFate, int> Fates = new()
    {
        [Shop.Imports.LineFate.Sold] = 6, [Shop.Imports.LineFate.Delivery] = 1, [Shop.Imports.LineFate.Returned] = 3, [Shop.Imports.LineFate.Duplicate] = 1, [Shop.Imports.LineFate.DeliveryReturned] = 1,
        [Shop.Imports.LineFate.StockNote] = 1, [Shop.Imports.LineFate.FreeOfCharge] = 1, [Shop.Imports.LineFate.NotAProduct] = 2, [Shop.Imports.LineFate.GiftVoucher] = 1, [Shop.Imports.LineFate.NegativePrice] = 1,
        [Shop.Imports.LineFate.BelowSmallestUnit] = 1, [Shop.Imports.LineFate.NoName] = 1, [Shop.Imports.LineFate.DeliveryAlone] = 1, [Shop.Imports.LineFate.NoQuantity] = 1, [Shop.Imports.LineFate.BadQuantity] = 1,
        [Shop.Imports.LineFate.BadDate] = 1, [Shop.Imports.LineFate.BadPrice] = 1, [Shop.Imports.LineFate.NoInvoice] = 1, [Shop.Imports.LineFate.NoCode] = 1, [Shop.Imports.LineFate.WrongShape] = 1,
        [Shop.Imports.LineFate.Blank] = 1, [Shop.Imports.LineFate.FutureDate] = 1, [Shop.Imports.LineFate.OtherCustomer] = 1,
    };

    public string Report => Path.Combine(_folder, "report.csv");

    public string Write(string name, IEnumerable<string> lines, string header = Header, Encoding? encoding = null)
    {
        var path = Path.Combine(_folder, name);
        var bytes = (encoding ?? new UTF8Encoding(false)).GetBytes(string.Join('\n', lines.Prepend(header)) + "\n");
        using var file = File.Create(path);
        if (!name.EndsWith(".gz", StringComparison.Ordinal)) file.Write(bytes);
        else using (var zip = new GZipStream(file, CompressionLevel.Fastest)) zip.Write(bytes);
        return path;
    }

    /// <summary>So many plain orders of one or two lines each, some of which come back.</summary>
    public static IEnumerable<string> Many(int orders) => Enumerable.Range(0, orders).SelectMany(i => new[]
    {
        string.Create(CultureInfo.InvariantCulture, $"{5000 + i},{100 + i % 40},THING {(char)('A' + i % 40 % 26)}{i % 40},{1 + i % 5},2011-03-{1 + i % 28:00} 10:00:00,1.25,{i % 60},France"),
        i % 9 == 0 && i > 0
            ? string.Create(CultureInfo.InvariantCulture, $"C{5000 + i},{100 + i % 40},THING {(char)('A' + i % 40 % 26)}{i % 40},-1,2011-04-{1 + i % 28:00} 10:00:00,1.25,{i % 60},France")
            : string.Create(CultureInfo.InvariantCulture, $"{5000 + i},{140 + i % 7},OTHER {i % 7},2,2011-03-{1 + i % 28:00} 10:00:00,0.85,{i % 60},France"),
    });

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
