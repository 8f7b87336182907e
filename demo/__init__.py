"""The bundled stand-in sites: a portal and a ministry with synthetic texts."""
