using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>The shop's profile, read once when the process starts and again after it was changed here.</summary>
public sealed class CurrentShop(IServiceScopeFactory scopes)
{
    private ShopProfile? _profile;

    /// <summary>Whether a shop has been opened in this database.</summary>
    public bool IsOpen => _profile is not null;

    /// <exception cref="InvalidOperationException">No shop has been opened yet, or <see cref="Load"/> was not called.</exception>
    public ShopProfile Profile => _profile ?? throw new InvalidOperationException("No shop has been opened in this database yet.");

    public Currency Currency => field is { } known && known.Code == Profile.Currency ? known : field = Currency.Of(Profile.Currency);

    public TimeZoneInfo Zone => Zones.Of(Profile.TimeZone);

    /// <summary>Takes a profile that is just being opened, before it can be read.</summary>
    internal void Open(ShopProfile profile) => _profile = profile;

    public async Task Load(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        _profile = await scope.ServiceProvider.GetRequiredService<ShopDb>().ShopProfiles.AsNoTracking().OrderBy(p => p.OpenedAt).FirstOrDefaultAsync(ct);
        if (_profile is { TimeZone: var zone }) Zones.Of(zone); // a shop that cannot tell its days does not open
    }
}
