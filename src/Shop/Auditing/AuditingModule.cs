using Microsoft.Extensions.DependencyInjection;

namespace Shop.Auditing;

/// <summary>Registers the auditor.</summary>
public static class AuditingModule
{
    public static IServiceCollection AddAuditing(this IServiceCollection services) => services.AddScoped<Auditor>();
}
