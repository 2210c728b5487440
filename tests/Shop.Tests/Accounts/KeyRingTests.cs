using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Tests.Accounts;

/// <summary>Where the keys that seal cookies and form fields lie.</summary>
public sealed class KeyRingTests
{
    private sealed class Protected : ShopFactory
    {
        public string Certificate { get; } = MakeCertificate();

        protected override Dictionary<string, string?> Settings => new() { ["Keys:CertificatePath"] = Certificate, ["Keys:CertificatePassword"] = "for this test" };
    }

    [Fact]
    public async Task They_are_in_the_data_folder_and_nobody_elses()
    {
        await using var shop = new ShopFactory();
        await shop.Visitor().GetPage("/account/sign-in");
        var folder = Path.Combine(shop.Folder, "keys");
        Assert.Contains("<masterKey", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder))), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task Under_a_certificate_no_key_is_readable_and_each_still_works()
    {
        await using var shop = new Protected();
        await shop.Account("sealed@example.org");
        await shop.SignedIn("sealed@example.org"); // the form's field was sealed and opened
        var key = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(shop.Folder, "keys"))));
        Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal);
        Assert.Contains("EncryptedData", key, StringComparison.Ordinal);
        File.Delete(shop.Certificate);
    }

    private static string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=shop keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var file = Path.Combine(Path.GetTempPath(), $"shop-{Guid.NewGuid():N}.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, "for this test"));
        return file;
    }
}
