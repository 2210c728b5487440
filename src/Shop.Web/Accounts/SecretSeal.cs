using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Shop.Web.Accounts;

/// <summary>Seals the keys of authenticator apps before they are kept: who reads the database cannot make codes.</summary>
public sealed class SecretSeal(IDataProtectionProvider protection) : IPersonalDataProtector
{
    private readonly IDataProtector _seal = protection.CreateProtector("Shop.SecretSeal");

    public string? Protect(string? data) => data is null ? null : _seal.Protect(data);

    public string? Unprotect(string? data) => data is null ? null : _seal.Unprotect(data);
}
