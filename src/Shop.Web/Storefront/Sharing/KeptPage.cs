using System.IO.Compression;
using System.Security.Cryptography;

namespace Shop.Web.Storefront.Sharing;

/// <summary>What tells shared pages apart: the address, and the few things besides it that a page says differently for.</summary>
internal readonly record struct PageKey(string Scheme, string Host, string PathBase, string Path, string Query, string Language, string Theme, string? CookieChoice, bool IsPart);

/// <summary>A finished shared page as bytes, with what a browser needs to know of it. It is packed once, for the first who can unpack it.</summary>
internal sealed class KeptPage(byte[] html, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, long edition, DateTime keptAt, DateTime until)
{
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;

    private byte[]? _brotli;
    private byte[]? _gzip;

    public string ContentType => contentType;
    public IReadOnlyList<KeyValuePair<string, string>> Headers => headers;
    public DateTime KeptAt => keptAt;

    /// <summary>Weak: the same page in another packing is the same page.</summary>
    public string Tag { get; } = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(html).AsSpan(0, 12))}\"";

    /// <summary>With its packed forms, roughly.</summary>
    public long Size => html.Length * 3L / 2 + 500;

    public bool IsGood(long nowOnShow, DateTime now) => edition == nowOnShow && now < until;

    public (byte[] Bytes, string? Encoding) In(string accepted)
    {
        if (Accepts(accepted, "br")) return (_brotli ??= Brotli(), "br");
        return Accepts(accepted, "gzip") ? (_gzip ??= Gzip(), "gzip") : (html, null);
    }

    internal static bool Accepts(string accepted, string encoding)
    {
        foreach (var range in accepted.AsSpan().Split(','))
        {
            var part = accepted.AsSpan(range).Trim();
            if (!part.StartsWith(encoding, StringComparison.OrdinalIgnoreCase)) continue;
            var rest = part[encoding.Length..].Trim();
            if (rest.Length == 0) return true;
            if (rest[0] == ';') return rest[1..].Trim() is not ("q=0" or "q=0.0" or "q=0.00" or "q=0.000");
        }
        return false;
    }

    private byte[] Brotli()
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(html.Length)];
        return BrotliEncoder.TryCompress(html, packed, out var length, BrotliQuality, BrotliWindow) ? packed[..length] : throw new InvalidOperationException("A page could not be packed.");
    }

    private byte[] Gzip()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(html);
        return packed.ToArray();
    }
}
