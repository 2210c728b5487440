using Microsoft.Extensions.DependencyInjection;

namespace Shop.Crm;

/// <summary>Registers what the shop keeps of its talk with customers.</summary>
public static class CrmModule
{
    public static IServiceCollection AddCrm(this IServiceCollection services) => services.AddScoped<ReceiveContactMessage>();
}
