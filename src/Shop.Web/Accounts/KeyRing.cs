using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Shop.Data;

namespace Shop.Web.Accounts;

/// <summary>The keys that seal form fields and device cookies lie in the data folder, readable for the shop's own user, and under a certificate when Keys:CertificatePath names one.</summary>
public static class KeyRing
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection().SetApplicationName("Shop");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<DataOptions>, ILoggerFactory>((options, data, logs) =>
        {
            var folder = data.Value.PathOf("keys");
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly);
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder), logs);
        });
        if (configuration["Keys:CertificatePath"] is { Length: > 0 } path) keys.ProtectKeysWithCertificate(Read(path, configuration["Keys:CertificatePassword"]));
        return services;
    }

    // .pfx or .p12 with a password, or a .pem file that holds certificate and key.
    private static X509Certificate2 Read(string path, string? password) =>
        path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) ? X509Certificate2.CreateFromPemFile(path) : X509CertificateLoader.LoadPkcs12FromFile(path, password);
}
