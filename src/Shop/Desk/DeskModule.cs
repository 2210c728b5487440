using Microsoft.Extensions.DependencyInjection;

namespace Shop.Desk;

/// <summary>Registers what the back office keeps for itself.</summary>
public static class DeskModule
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services.AddScoped<ViewBook>().AddScoped<BulkWork>().AddScoped<NoticeBoard>().AddSingleton<BulkBell>();
}
