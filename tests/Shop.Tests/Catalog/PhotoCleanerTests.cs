using System.Text;
using Shop.Catalog.Photos;
using Shop.Kernel;

namespace Shop.Tests.Catalog;

/// <summary>What comes out of the cleaner is a picture and nothing else, or nothing comes out.</summary>
public sealed class PhotoCleanerTests
{
    [Fact]
    public void A_photo_from_a_telephone_loses_its_place_and_keeps_which_way_is_up()
    {
        var clean = PhotoCleaner.Clean(TestPhotos.FromTelephone(orientation: 6), "image/jpeg");
        Assert.Equal((PhotoFormat.Jpeg, 120, 160), (clean.Format, clean.Width, clean.Height)); // it lies on its side in the file
        foreach (var gone in new[] { TestPhotos.Place, "xmpmeta", "ICC_PROFILE", "Photoshop", "<script>" }) Assert.False(TestPhotos.Holds(clean.Bytes, gone), gone);
        Assert.True(TestPhotos.Holds(clean.Bytes, "Exif"));
        Assert.Equal(new byte[] { 0xFF, 0xD9 }, clean.Bytes[^2..]);
        Assert.Equal(1, Count(clean.Bytes, [0xFF, 0xD8, 0xFF]));
    }

    [Fact]
    public void Cleaning_twice_changes_nothing_more()
    {
        foreach (var (file, type) in new[] { (TestPhotos.FromTelephone(), "image/jpeg"), (TestPhotos.Read("plain.png"), "image/png"), (TestPhotos.Read("soft.webp"), "image/webp"), (TestPhotos.Read("lossless.webp"), "image/webp"), (TestPhotos.Read("plain.webp"), "image/webp") })
        {
            var once = PhotoCleaner.Clean(file, type);
            Assert.Equal(once.Bytes, PhotoCleaner.Clean(once.Bytes, type).Bytes);
        }
    }

    [Theory]
    [InlineData(1, 160, 120)]
    [InlineData(3, 160, 120)]
    [InlineData(8, 120, 160)]
    [InlineData(9, 160, 120)] // nonsense: as it lies
    [InlineData(0, 160, 120)]
    public void Width_and_height_are_those_one_sees(byte orientation, int width, int height)
    {
        var clean = PhotoCleaner.Clean(TestPhotos.FromTelephone(orientation), "image/jpeg");
        Assert.Equal((width, height), (clean.Width, clean.Height));
    }

    [Fact]
    public void The_colours_of_an_rgb_jpeg_stay_what_they_are()
    {
        byte[] marked = [.. TestPhotos.Jpeg[..2], .. TestPhotos.Segment(0xEE, [.. "Adobe"u8, 0, 100, 1, 2, 3, 4, 0]), .. TestPhotos.Jpeg[2..]];
        var clean = PhotoCleaner.Clean(marked, "image/jpeg").Bytes;
        Assert.Equal(1, Count(clean, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0])); // the transform stays, what else it says does not
    }

    [Fact]
    public void A_png_keeps_its_pixels_and_no_words()
    {
        var rows = Enumerable.Range(0, 120).SelectMany(y => Enumerable.Range(0, 361).Select(x => (byte)(x == 0 ? 0 : x * y))).ToArray();
        var file = TestPhotos.Png(120, 120, rows: rows, extra:
            [("tEXt", Encoding.ASCII.GetBytes("Comment\0" + TestPhotos.Place)), ("eXIf", TestPhotos.Exif(6)), ("iTXt", Encoding.ASCII.GetBytes("XML:com.adobe.xmp\0\0\0\0\0" + TestPhotos.Place)), ("gAMA", [0, 0, 0xB1, 0x8F])]);
        var clean = PhotoCleaner.Clean(file, "image/png").Bytes;
        Assert.False(TestPhotos.Holds(clean, TestPhotos.Place));
        Assert.True(TestPhotos.Holds(clean, "gAMA"));
        using var unpack = new System.IO.Compression.ZLibStream(new MemoryStream(DataOf(clean)), System.IO.Compression.CompressionMode.Decompress);
        var pixels = new MemoryStream();
        unpack.CopyTo(pixels);
        Assert.Equal(rows, pixels.ToArray());
    }

    [Fact]
    public void A_png_in_coarse_steps_is_read_step_by_step()
    {
        // 130 x 110 in grey: the sizes of the seven steps, each row with its first byte
        (int Rows, int Columns)[] steps = [(14, 17), (14, 16), (14, 33), (28, 32), (27, 65), (55, 65), (55, 130)];
        var whole = new byte[steps.Sum(s => s.Rows * (1 + s.Columns))];
        Assert.Equal(130, PhotoCleaner.Clean(TestPhotos.Png(130, 110, colour: 0, interlaced: true, rows: whole), "image/png").Width);
        Assert.Throws<RuleBroken>(() => PhotoCleaner.Clean(TestPhotos.Png(130, 110, colour: 0, interlaced: true, rows: whole[1..]), "image/png"));
    }

    [Fact]
    public void A_png_that_moves_stands_still_afterwards()
    {
        var clean = PhotoCleaner.Clean(TestPhotos.Png(120, 120, extra: [("acTL", new byte[8]), ("fcTL", new byte[26])]), "image/png").Bytes;
        Assert.False(TestPhotos.Holds(clean, "acTL") || TestPhotos.Holds(clean, "fcTL"));
    }

    [Theory]
    [InlineData("plain.webp", 160, 120, false)]
    [InlineData("lossless.webp", 120, 160, false)]
    [InlineData("soft.webp", 160, 120, true)]
    public void A_webp_keeps_only_picture_and_transparency(string name, int width, int height, bool transparent)
    {
        var clean = PhotoCleaner.Clean(TestPhotos.Webp(name, ("EXIF", TestPhotos.Place), ("XMP ", TestPhotos.Place + "!"), ("JUNK", TestPhotos.Place)), "image/webp");
        Assert.Equal((width, height), (clean.Width, clean.Height));
        foreach (var gone in new[] { TestPhotos.Place, "EXIF", "XMP ", "ICCP", "JUNK" }) Assert.False(TestPhotos.Holds(clean.Bytes, gone), gone);
        Assert.Equal(transparent, TestPhotos.Holds(clean.Bytes, "VP8X"));
        if (transparent) Assert.Equal(0x10, clean.Bytes[20]); // of the flags only transparency
        Assert.Equal(clean.Bytes.Length - 8, BitConverter.ToInt32(clean.Bytes, 4));
    }

    [Fact]
    public void What_lies_behind_a_webp_is_left_behind() =>
        Assert.False(TestPhotos.Holds(PhotoCleaner.Clean([.. TestPhotos.Read("plain.webp"), .. "<?php echo 1;"u8], "image/webp").Bytes, "php"));

    // By name only: whole files as theory data would be written out for each test when the tests are looked for.
    private static readonly Dictionary<string, (byte[] File, string ContentType, string Told)> Dishonest = new()
    {
        ["nothing"] = ([], "image/jpeg", "empty"),
        ["a page"] = ("<html><script>alert(1)</script>"u8.ToArray(), "image/jpeg", "not a photo"),
        ["a drawing with script"] = ("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "image/svg+xml", "not a photo"),
        ["a GIF"] = ([.. "GIF89a"u8, .. new byte[100]], "image/gif", "not a photo"),
        ["a JPEG that calls itself PNG"] = (TestPhotos.Jpeg, "image/png", "not what its name says"),
        ["a JPEG that calls itself a page"] = (TestPhotos.Jpeg, "text/html", "not what its name says"),
        ["a JPEG that calls itself nothing"] = (TestPhotos.Jpeg, "", "not what its name says"),
        ["a page with the first bytes of a JPEG"] = ([0xFF, 0xD8, 0xFF, .. "<script>alert(1)</script>"u8], "image/jpeg", "damaged"),
        ["a JPEG that ends too soon"] = (TestPhotos.Jpeg[..^40], "image/jpeg", "damaged"),
        ["a JPEG cut in a table"] = (TestPhotos.Jpeg[..300], "image/jpeg", "damaged"),
        ["a JPEG without a picture"] = ([0xFF, 0xD8, .. TestPhotos.Segment(0xFE, new byte[20]), 0xFF, 0xD9], "image/jpeg", "damaged"),
        ["a JPEG with words in a table"] = (Changed(TestPhotos.Jpeg, at: After(TestPhotos.Jpeg, 0xC4) + 2, 0x99), "image/jpeg", "damaged"),
        ["a JPEG of one kind browsers do not show"] = (Changed(TestPhotos.Jpeg, at: After(TestPhotos.Jpeg, 0xC0) - 1, 0xC9), "image/jpeg", "cannot be shown"),
        ["a JPEG of too many pixels"] = (Sized(TestPhotos.Jpeg, 9_999, 9_999), "image/jpeg", "too many pixels"),
        ["a JPEG of too few"] = (Sized(TestPhotos.Jpeg, 40, 40), "image/jpeg", "too small"),
        ["a PNG bomb"] = (TestPhotos.Png(100, 100, rows: new byte[10_000_000]), "image/png", "damaged"),
        ["a PNG that says it is huge"] = (TestPhotos.Png(9_000, 9_000, rows: [0]), "image/png", "too many pixels"),
        ["a PNG whose pixels are too heavy"] = (TestPhotos.Png(7_000, 7_000, depth: 16, rows: [0]), "image/png", "too large as a PNG"),
        ["a PNG that ends too soon"] = (TestPhotos.Read("plain.png")[..^20], "image/png", "damaged"),
        ["a PNG with a wrong sum"] = (Changed(TestPhotos.Read("plain.png"), 30, 0x55), "image/png", "damaged"),
        ["a PNG with an unknown part it needs"] = (TestPhotos.Png(120, 120, extra: [("EVIL", new byte[4])]), "image/png", "damaged"),
        ["a WebP that moves"] = (TestPhotos.Webp("plain.webp", ("ANIM", "123456")), "image/webp", "moves"),
        ["a WebP that ends too soon"] = (TestPhotos.Read("plain.webp")[..^30], "image/webp", "damaged"),
        ["a WebP with another size than it says"] = (Changed(TestPhotos.Read("soft.webp"), 24, 0x12), "image/webp", "damaged"),
        ["more than the limit"] = ([.. TestPhotos.Jpeg, .. new byte[PhotoCleaner.MostBytes]], "image/jpeg", "8 MB"),
    };

    public static TheoryData<string> Refused => [.. Dishonest.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_honest_photo_is_refused_with_a_sentence(string what)
    {
        var (file, contentType, told) = Dishonest[what];
        var refused = Assert.Throws<RuleBroken>(() => PhotoCleaner.Clean(file, contentType));
        Assert.True(refused.Message.Contains(told, StringComparison.Ordinal), $"{what}: {refused.Message}");
    }

    [Fact]
    public void Any_damage_is_either_refused_or_harmless()
    {
        var chance = new Random(7);
        foreach (var (file, type) in new[] { (TestPhotos.FromTelephone(), "image/jpeg"), (TestPhotos.Read("plain.png"), "image/png"), (TestPhotos.Read("soft.webp"), "image/webp") })
            for (var round = 0; round < 400; round++)
            {
                var damaged = file[..(round % 3 == 0 ? chance.Next(1, file.Length) : file.Length)];
                for (var i = chance.Next(1, 5); i > 0; i--) damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
                try
                {
                    var clean = PhotoCleaner.Clean(damaged, type);
                    Assert.True(clean.Width >= PhotoCleaner.LeastSide && clean.Bytes.Length <= damaged.Length + 4_000);
                }
                catch (RuleBroken)
                {
                    // said with a sentence
                }
            }
    }

    private static byte[] Changed(byte[] file, int at, byte value)
    {
        var changed = (byte[])file.Clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] Sized(byte[] jpeg, int width, int height)
    {
        var at = After(jpeg, 0xC0);
        return Changed(Changed(Changed(Changed(jpeg, at + 3, (byte)(height >> 8)), at + 4, (byte)height), at + 5, (byte)(width >> 8)), at + 6, (byte)width);
    }

    // Just behind the marker of the first such segment.
    private static int After(byte[] jpeg, byte marker)
    {
        for (var at = 2; at < jpeg.Length; at += 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]))
            if (jpeg[at + 1] == marker) return at + 2;
        throw new InvalidOperationException("There is no such segment.");
    }

    private static int Count(byte[] file, byte[] what)
    {
        var count = 0;
        for (var at = 0; file.AsSpan(at).IndexOf(what) is var next and >= 0; at += next + 1) count++;
        return count;
    }

    private static byte[] DataOf(byte[] png)
    {
        var at = png.AsSpan().IndexOf("IDAT"u8);
        return png[(at + 4)..(at + 4 + (png[at - 4] << 24 | png[at - 3] << 16 | png[at - 2] << 8 | png[at - 1]))];
    }
}
