namespace Shop.Web.Html.Qr;

/// <summary>The words that let a reader mend a stained QR code: Reed-Solomon over the field of 256 elements.</summary>
internal static class ReedSolomon
{
    /// <summary>The product of (x - 2^i), without its leading 1.</summary>
    public static byte[] Divisor(int degree)
    {
        var divisor = new byte[degree];
        divisor[^1] = 1;
        var root = (byte)1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++) divisor[j] = (byte)(Product(divisor[j], root) ^ (j + 1 < degree ? divisor[j + 1] : 0));
            root = Product(root, 2);
        }
        return divisor;
    }

    public static byte[] Remainder(IEnumerable<byte> data, byte[] divisor)
    {
        var rest = new byte[divisor.Length];
        foreach (var word in data)
        {
            var factor = (byte)(word ^ rest[0]);
            Array.Copy(rest, 1, rest, 0, rest.Length - 1);
            rest[^1] = 0;
            for (var i = 0; i < rest.Length; i++) rest[i] ^= Product(divisor[i], factor);
        }
        return rest;
    }

    public static byte Product(byte a, byte b)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--)
        {
            product = product << 1 ^ (product >> 7) * 0x11D;
            product ^= (b >> i & 1) * a;
        }
        return (byte)product;
    }
}
