"""Fetching: the Scrapy project, sources, page objects, manners, pipelines, run reports."""
