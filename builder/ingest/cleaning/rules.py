"""What boilerplate says, as data: families of phrases in several languages. No logic, no names of
outlets.

`RULES` remove: a line that matches one whole, whatever its score, is boilerplate in any article. `HINTS`
(and `PATH_HINTS` for the names in a page's markup) only speak: the score learns from real pages how much
each of them means and where. A user's own patterns for one outlet stand in `config.yaml`
(`outlets.<name>.remove`), not here. Phrases are compared in lower case, without the digits, bullets and
punctuation around a line.
"""

from __future__ import annotations

FAMILIES: dict[str, str] = {
    "accessibility": """
        accessibility links | skip to content | skip to main content | skip to navigation | skip to footer |
        skip to article | skip to main | skip navigation | skip advertisement | skip ad | skip links |
        press "enter" to skip to content | jump to navigation | jump to content | jump to main content |
        accessibility help | accessibility statement | zum inhalt springen | zum hauptinhalt springen |
        zur navigation springen | direkt zum inhalt | zum inhalt | aller au contenu |
        aller au contenu principal | passer au contenu | saltar al contenido | ir al contenido |
        ir al contenido principal | vai al contenuto | vai al contenuto principale | pular para o conteúdo |
        ir para o conteúdo | перейти к содержимому | перейти к основному содержанию | przejdź do treści |
        naar de inhoud | gå til hovedinnhold | hoppa till innehåll | siirry sisältöön | تخطى إلى المحتوى |
        跳到主要内容 | 跳至内容
    """,
    "advertisement": """
        advertisement | advertisements | advertising | ad | ads | story continues below advertisement |
        article continues below advertisement | advertisement - story continues below |
        continue reading below | article continues after advertisement | story continues below |
        scroll to continue with content | sponsored | sponsored content | promoted | promoted content |
        paid content | report this ad | advertisement - scroll to continue | anzeige | anzeigen | werbung |
        weiter nach der anzeige | nach der anzeige weiterlesen | artikel wird nach der anzeige fortgesetzt |
        publicité | publicite | pub | la suite après la publicité | la suite après cette publicité |
        publicidad | anuncio | sigue leyendo después de la publicidad | pubblicità | publicidade |
        continua depois da publicidade | continua após a publicidade | реклама | advertentie | annons |
        annonse | annonce | mainos | reklama | reklam | إعلان | إعلانات | 广告 | 廣告 | 広告 | 광고 | διαφήμιση |
        quảng cáo | iklan
    """,
    "share": """
        share | share this | share this article | share this story | share this post | share this page |
        share on facebook | share on twitter | share on x | share on linkedin | share on whatsapp |
        share via email | share on pinterest | share on reddit | tweet | tweet this | pin it | email this |
        email this article | print this article | print this | copy link | link copied | share article |
        facebook twitter | facebook twitter linkedin | send to a friend | follow us on facebook |
        follow us on twitter | like us on facebook | follow us | share with friends | click to share |
        sharing | share story | share full article | gift this article | teilen | artikel teilen |
        diesen artikel teilen | auf facebook teilen | auf twitter teilen | per e-mail teilen | drucken |
        artikel drucken | artikel versenden | partager | partager sur facebook | partager sur twitter |
        partager cet article | partagez | imprimer | envoyer par mail | compartir | compartir en facebook |
        compartir en twitter | comparte | comparte esta noticia | imprimir | condividi |
        condividi su facebook | stampa | compartilhar | compartilhe | поделиться | поделиться в соцсетях |
        распечатать | delen | dela | del | jaa | udostępnij | paylaş | مشاركة | شارك | 分享 | 分享到 | シェア | 공유 |
        공유하기 | chia sẻ
    """,
    "comments": """
        comments | comment | no comments | no comments yet | leave a comment | leave a reply |
        add a comment | post a comment | write a comment | view comments | show comments | hide comments |
        be first to comment | be the first to comment | join the conversation | join the discussion |
        comments are closed | this discussion is now closed | read comments | see comments | all comments |
        view all comments | load comments | cancel reply | leave a reply cancel reply | reply |
        log in to reply | your email address will not be published | required fields are marked * |
        your email address will not be published. required fields are marked * |
        you must be logged in to post a comment | notify me of new posts by email |
        notify me of follow-up comments by email |
        save my name, email, and website in this browser for the next time i comment |
        %d bloggers like this: | loading comments... | kommentare | kommentar | kommentieren |
        kommentar schreiben | kommentar verfassen | alle kommentare | keine kommentare |
        schreiben sie einen kommentar | schreibe einen kommentar | antworten | diskutieren sie mit |
        commentaires | commenter | aucun commentaire | laisser un commentaire | réagir | réagissez |
        voir les commentaires | comentarios | comentar | deja un comentario | deja una respuesta |
        sin comentarios | ver comentarios | commenti | commenta | lascia un commento | nessun commento |
        comentários | deixe um comentário | deixe uma resposta | комментарии | комментировать |
        добавить комментарий | оставить комментарий | ваш комментарий | reacties | reageer | kommentarer |
        kommentoi | komentarze | dodaj komentarz | yorumlar | yorum yap | تعليقات | التعليقات | أضف تعليق |
        اترك تعليقا | 评论 | 发表评论 | 評論 | コメント | 댓글 | bình luận
    """,
    "newsletter": """
        newsletter | newsletters | sign up | subscribe | subscribe now | subscribe to our newsletter |
        sign up for our newsletter | sign up for our newsletters | sign up for the newsletter |
        get our newsletter | join our mailing list | email address | your email address | enter your email |
        enter your email address | newsletter abonnieren | newsletter bestellen | jetzt abonnieren |
        abonnieren | abonnez-vous | s'abonner | je m'abonne | inscrivez-vous à notre newsletter |
        suscríbete | suscribirse | suscríbete a nuestra newsletter | iscriviti | iscriviti alla newsletter |
        abbonati | assine | assine já | подписаться | подписаться на рассылку | подпишитесь | abonneren |
        prenumerera | abonner | tilaa | subskrybuj | abone ol | اشترك | 订阅 | 訂閱 | 구독 |
        إشترك | اشترك الآن | النشرة البريدية | подписаться на новости | メルマガ登録 | 会員登録
    """,
    "related": """
        related | related articles | related stories | related topics | related content | related posts |
        related news | related links | related coverage | related story | related article | more stories |
        more on this story | more from this section | more on this topic | more like this | most read |
        most popular | most viewed | most shared | most commented | most recent | popular now |
        popular posts | trending | trending now | trending stories | top stories | latest news |
        latest stories | latest headlines | latest posts | recent posts | editor's picks | editors' picks |
        recommended | recommended for you | recommended stories | you may also like | you might also like |
        you may like | more for you | see also | don't miss | must read | read next | up next |
        next article | previous article | what to read next | around the web | from the web |
        from around the web | suggested | in case you missed it | more news | more stories like this |
        mehr zum thema | lesen sie auch | lesen sie mehr | das könnte sie auch interessieren |
        das könnte dich auch interessieren | meistgelesen | meist gelesen | meistgelesene artikel |
        verwandte artikel | ähnliche artikel | weitere artikel | neueste artikel | auch interessant |
        themen | lire aussi | à lire aussi | à lire | sur le même sujet | les plus lus | articles liés |
        articles similaires | dans la même rubrique | vous aimerez aussi | à la une | lee también |
        te puede interesar | también te puede interesar | noticias relacionadas | artículos relacionados |
        lo más leído | lo más visto | más leídas | relacionadas | leggi anche | articoli correlati |
        i più letti | potrebbe interessarti | potrebbe interessarti anche | leia também | leia mais |
        veja também | mais lidas | notícias relacionadas | читайте также | по теме | похожие статьи |
        похожие материалы | самое читаемое | популярное | главное сегодня | материалы по теме |
        новости по теме | lees ook | meest gelezen | läs också | läs mer | mest läst | les også | læs også |
        lue myös | luetuimmat | czytaj także | czytaj też | zobacz też | ilgili haberler | اقرأ أيضا |
        اقرأ أيضاً | مواضيع ذات صلة | الأكثر قراءة | 相关新闻 | 相关阅读 | 相关文章 | 推荐阅读 | 热门推荐 | 相關新聞 | 関連記事 | 관련기사 |
        tin liên quan | baca juga |
        آخر الأخبار | الأكثر مشاهدة | أخبار ذات صلة | زوارنا يقرأون الآن | بالفيديو | мы рекомендуем | новости партнеров | смотрите
        также | 主要ニュース | おすすめ記事 | アクセスランキング | 最新ニュース | 최신기사 | 많이 본 뉴스 | 主要新闻 | 最新消息 | 热点新闻
    """,
    "legal": """
        all rights reserved | terms of use | terms of service | terms and conditions | terms & conditions |
        privacy policy | privacy | cookie policy | cookies | cookie settings | privacy settings |
        ad choices | do not sell my personal information | do not sell or share my personal information |
        about us | contact us | contact | advertise | advertise with us | careers | sitemap | site map |
        imprint | accept | accept all | accept cookies | reject all | i accept | got it | impressum |
        datenschutz | datenschutzerklärung | agb | nutzungsbedingungen | mentions légales |
        politique de confidentialité | conditions générales | contactez-nous | aviso legal |
        política de privacidad | política de cookies | política de privacidade | termos de uso |
        note legali | informativa privacy | политика конфиденциальности | пользовательское соглашение |
        все права защищены | о проекте | контакты | 隐私政策 | 版权所有 | 联系我们 | 关于我们
    """,
    "site": """
        menu | main menu | navigation | main navigation | search | search for: | search this site | home |
        homepage | log in | login | log out | sign in | sign out | register | my account | create account |
        create an account | back to top | top | close | open menu | close menu | toggle navigation |
        show more | load more | see more | view more | see all | view all | read more | continue reading |
        loading | loading... | please wait | breaking news | watch live | live tv | watch now |
        listen live | e-paper | rss | rss feed | donate | powered by wordpress |
        proudly powered by wordpress | skip | next | previous | play | pause | mute | unmute | fullscreen |
        expand | suche | suchen | anmelden | abmelden | einloggen | startseite | menü | nach oben |
        schließen | mehr | mehr anzeigen | weiterlesen | zur startseite | rechercher | recherche |
        connexion | se connecter | accueil | fermer | lire la suite | en savoir plus | voir plus |
        haut de page | buscar | iniciar sesión | inicio | cerrar | leer más | ver más | cerca | accedi |
        chiudi | leggi tutto | entrar | fechar | поиск | войти | меню | главная | вход | регистрация |
        закрыть | наверх | читать далее | подробнее | ещё | zoeken | inloggen | sluiten | sök | logga in |
        søk | logg inn | etusivu | haku | szukaj | zaloguj | zaloguj się | strona główna | ara | giriş |
        بحث | القائمة | تسجيل الدخول | الرئيسية | 搜索 | 登录 | 注册 | 首页 | 返回顶部 | 菜单 | 検索 | ログイン | ホーム | 로그인 |
        검색 | 홈 |
        выйти из полноэкранного режима | развернуть на весь экран | развернуть | свернуть | полноэкранный режим | toggle
        fullscreen | exit fullscreen | enlarge image | view image in fullscreen | open image in gallery | vollbild | bild
        vergrößern | agrandir l'image | plein écran | ampliar imagen | pantalla completa | حال الطقس | الطقس
    """,
}
"""Family → phrases, `|` between them. A line that is such a phrase and nothing else is removed by the rule of that name."""

CONTACT = (
    r"(?:you can )?(?:contact|reach|e-?mail|write to|follow)(?: the)? (?:author|writer|reporter|journalist|editor|us|me|him|her|them)\b.{0,60}?[\w.+-]+@[\w-]+\.[\w.]+\W*",
    r"(?:e-?mail|mail|kontakt|contact|correo|contatto|почта|эл\. почта)\s*:?\s*[\w.+-]+@[\w-]+\.[\w.]+\W*",
    r"\W*[\w.+-]+@[\w-]+\.[\w.]+\W*",
    r".{0,80}\b(?:can be reached|is reachable|can be contacted|reach (?:him|her|them))\b.{0,40}[\w.+-]+@[\w-]+\.[\w.]+\W*",
)
"""A private address, which must not be published: whole line, any case."""

PATTERNS: dict[str, tuple[str, ...]] = {
    "comments": (
        r"\(?\d+\)? (?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|комментари\w+)",
        r"comments? \(?\d+\)?",
    ),
    "placeholder": (
        r"%[ds] \w+ like this:?",
        r"\{\{.{0,80}\}\}",
        r"\[(?:ad|advertisement|gallery|embed|video)[^\]]{0,60}\]",
    ),
    "share": (
        r"\d[\d.,]*[km]? (?:shares?|tweets?|likes?|views?|retweets?)",
        r"(?:share|tweet|like|pin|e-?mail|print|save)(?:[\s|,·•/]+(?:share|tweet|like|pin|e-?mail|print|save|facebook|twitter|whatsapp|linkedin|reddit|pinterest|telegram))+",
    ),
    "legal": (r"(?:©|\(c\)|copyright\b).{0,120}(?:all rights reserved|\d{4}).{0,80}",),
}
"""Family → patterns for a whole line, any case; for what has numbers or names in it."""

LEAD_INS = r"""
    read (?:more|also|next|this) ¦ also read ¦ see also ¦ see more ¦ more ¦ related ¦
    related (?:story|stories|article|articles|news|reading|content|video) ¦ watch(?: also| more| now)? ¦
    don't miss ¦ must read ¦ recommended ¦ up next ¦ learn more ¦ further reading ¦
    more (?:on|from) this(?: story)? ¦ explore more ¦ editor'?s pick ¦ lesen sie (?:auch|mehr|dazu) ¦
    lies auch ¦ mehr zum thema ¦ mehr dazu ¦ lesetipp ¦ auch interessant ¦ passend dazu ¦ interview ¦
    hintergrund ¦ lire aussi ¦ [àa] lire(?: aussi| également)? ¦ lire également ¦ [àa] voir(?: aussi)? ¦
    voir aussi ¦ lee también ¦ lea también ¦ leer también ¦ te puede interesar ¦ también lee ¦ ver también ¦
    vea también ¦ mira también ¦ leggi anche ¦ leggi ¦ guarda anche ¦ leia também ¦ leia mais ¦
    veja também ¦ veja mais ¦ saiba mais ¦ читайте также ¦ читайте ¦ смотрите также ¦ по теме ¦ lees ook ¦
    bekijk ook ¦ lees meer ¦ läs också ¦ läs även ¦ läs mer ¦ les også ¦ les mer ¦ læs også ¦ læs mere ¦
    lue myös ¦ lue lisää ¦ czytaj (?:także|też|również) ¦ zobacz (?:także|też|również) ¦ čtěte také ¦
    přečtěte si(?: také)? ¦ více k tématu ¦ citește și ¦ diğer haberler ¦ ayrıca bakınız ¦
    διαβάστε (?:επίσης|ακόμα|ακόμη) ¦ olvasd el(?:tovább)? ¦ baca juga ¦ simak juga ¦ xem thêm ¦ đọc thêm ¦
    اقرأ أيض[اً]+ ¦ اقرأ المزيد ¦ شاهد أيض[اً]+ ¦ 相关阅读 ¦ 相关报道 ¦ 延伸阅读 ¦ 更多阅读 ¦ 関連記事 ¦ 関連 ¦ 관련기사
"""
"""What leads to another article: `Read also: …` with a colon, bar or dash and a headline behind it. Patterns, `¦`
between them. None of the news pages of the corpus has such a line in its body, and a few web guides do."""

LINE_PATTERNS: dict[str, tuple[str, ...]] = {
    "related": (r"\W{0,3}(?:LEAD_INS)\s*[:：>»|–—-]\s*\S.{2,220}", r"あわせて読みたい\W*"),
    "newsletter": (
        r"(?:please )?(?:sign up|subscribe|register)(?: here| now| today| below)?,? (?:for|to)\b.{0,140}\b(?:newsletters?|inbox|alerts?|e-?mails?|channel|podcast)\b.{0,100}",
        r"(?:click|tap) here (?:to|for) .{0,120}",
        r"thank(?:s| you) for (?:signing up|subscribing)\W*",
        r"(?:forgot|lost) your password\W.{0,20}",
        r"get .{0,80} (?:delivered|sent)? ?(?:straight |directly )?(?:to|in) your inbox.{0,60}",
    ),
    "comments": (
        r"(?:deine|ihre) e-mail-adresse wird nicht veröffentlicht.{0,80}",
        r"votre adresse e-?mail ne sera pas publiée.{0,80}",
        r"tu (?:dirección de )?correo electrónico no será publicad[oa].{0,80}",
        r"this site uses akismet to reduce spam.{0,80}",
        r"(?:this|diese) (?:site|website|form) (?:is protected|wird) .{0,20}recaptcha.{0,120}",
        r"please enter (?:your|an?) (?:valid )?(?:e-?mail|name|comment)\b.{0,40}",
        r"you have entered an incorrect e-?mail address\W*",
        r"this field is for validation purposes and should be left unchanged\W*",
    ),
    "legal": (
        r"(?:the-cnn-wire\W*)?(?:©|\(c\)|copyright\b).{0,140}all rights reserved.{0,240}",
        r"\W{0,3}(?:特别|免责|郑重|版权)声明\W{1,3}.{4,290}",
        r"notice: the content above .{0,60} is uploaded and posted by .{0,200}",
    ),
    "site": (
        r"copy(?: code| to clipboard)?\W*",
        r"\W*(?:back|return) to (?:the )?(?:front ?page|home ?page|home|index|search results|previous page)\W*",
        r"search form\W*",
        r"字号\s*[:：]?[\s大中小标准超特|｜+-]{2,16}",
    ),
    "credit": (
        r"\W{0,3}(?:photos?|fotos?|photo credits?|foto credits?|crédits? photos?|crédito de (?:la )?fotos?|titelfoto|titelbild|bildnachweis|фото|фотография|写真|사진|图片来源|圖片來源)\s*[:：]\s*[^.!?。]{2,60}",
    ),
    "translation": (
        r"\W*(?:this|the) (?:article|text|page|story|post|content|translation) (?:was|has been|is|were) (?:translated (?:automatically|by (?:a )?machine|using (?:ai|machine)|with (?:ai|the help of))|(?:automatically|machine)[ -]translated|produced by machine translation).{0,140}",
        r"\W*(?:dieser|diese|dieses|der) (?:artikel|text|seite|beitrag|übersetzung) (?:wurde|ist|wird) (?:automatisch|maschinell|mit (?:hilfe )?(?:von )?ki|von einer maschine).{0,20}(?:übersetzt|erstellt).{0,120}",
        r"\W*(?:cet|ce|cette|le) (?:article|texte|page|contenu|traduction) (?:a été|est) (?:une traduction automatique|traduite? (?:automatiquement|par une machine|à l'aide)).{0,120}",
        r"\W*(?:este|esta|el) (?:artículo|texto|página|contenido) (?:ha sido|fue|es) (?:una traducción automática|traducid[oa] (?:automáticamente|por una máquina|con)).{0,120}",
        r"\W*(?:questo|questa) (?:articolo|testo|pagina) (?:è stat[oa]|è) (?:una traduzione automatica|tradott[oa] (?:automaticamente|con)).{0,120}",
        r"\W*(?:este|esta) (?:artigo|texto|página|conteúdo) (?:foi|é) (?:uma tradução automática|traduzid[oa] (?:automaticamente|por máquina|com)).{0,120}",
        r"\W*(?:эта|этот|данная|данный) (?:статья|текст|страница) (?:переведен[аы]?|является) (?:автоматически\w*|машинн\w+|с помощью).{0,120}",
        r"\W*(?:本文|此文|这篇文章|本页)(?:由|为|是)?(?:机器|自动|人工智能|ai)(?:自动)?翻译.{0,60}",
    ),
    "consent": (
        r"empfohlener (?:redaktioneller |externer )?inhalt\W*",
        r"externe[rn]? inhalt(?:e)?(?: nicht verfügbar| anzeigen| datenschutzerklärung)\W*",
        r"this advertisement has not loaded yet.{0,60}",
        r"(?:an dieser stelle|hier) (?:findest du|finden sie|befindet sich|steht) .{0,20}externe[nr]? inhalt.{0,160}",
        r"(?:du kannst|sie können) (?:ihn|sie|es)(?: dir| sich)? mit einem klick (?:anzeigen|laden).{0,60}",
        r"(?:deine|ihre) privatsphäre-einstellungen verhindern das laden.{0,250}",
        r"privatsphäre-einstellungen ändern\W*",
        r"ich bin (?:damit )?einverstanden, dass mir (?:externe )?inhalte.{0,60} angezeigt werden.{0,200}",
        r"personenbezogene daten können (?:dabei )?an drittplattformen übermittelt werden.{0,80}",
        r"this (?:article|story|page|content) contains content (?:provided|hosted) by .{0,200}",
        r"(?:to (?:view|see|display) this|this) (?:content|video|embed|post).{0,40} (?:accept|enable|allow) .{0,30}cookies.{0,120}",
        r"ce contenu (?:est|a été) bloqué car vous n'avez pas accepté les cookies.{0,120}",
        r"(?:view|see) this post on (?:instagram|threads|facebook|x)\W*",
    ),
    "share": (
        r"(?:分享至|分享到|转发至|转发到).{0,16}",
        r"(?:用|使用|打开)?微信(?:扫码|扫一扫|扫描).{0,16}",
        r"(?:扫码|扫描(?:下方|上方|左侧|右侧)?二维码)(?:关注|阅读|下载|分享|加入|查看).{0,20}",
        r"この(?:記事|ニュース)をシェア.{0,10}",
        r"click to (?:share|e-?mail|print)\b.{0,60}\(opens in new window\)\W*",
        r"(?:follow|find|like|join) .{1,70} on (?:twitter|facebook|instagram|x|linkedin|telegram|whatsapp|tiktok|youtube|google news|bluesky|threads)\b.{0,80}",
    ),
}
"""Family → patterns for a whole longer line, any case. They remove, but are no feature of the score."""

HEADINGS = """
    summary | executive summary | abstract | introduction | overview | background | context | conclusion | conclusions |
    key points | key takeaways | key findings | key figures | at a glance | in brief | methodology | methods | results |
    discussion | recommendations | policy recommendations | next steps | notes | references | acknowledgements | appendix |
    faq | faqs | frequently asked questions | q&a | what happens next | why it matters | the bottom line | final thoughts |
    takeaways | timeline | tl;dr | zusammenfassung | kurzfassung | einleitung | überblick | hintergrund | ausgangslage |
    fazit | schlussfolgerungen | empfehlungen | handlungsempfehlungen | ausblick | anmerkungen | zur person |
    das wichtigste in kürze | darum geht es | darum gehts | résumé | contexte | recommandations | l'essentiel | en bref |
    ce qu'il faut retenir | resumen | introducción | contexto | antecedentes | conclusión | conclusiones |
    recomendaciones | notas | sintesi | introduzione | contesto | conclusioni | raccomandazioni | resumo | introdução |
    conclusão | recomendações | введение | резюме | выводы | заключение | рекомендации | примечания | streszczenie |
    wstęp | wprowadzenie | tło | wnioski | rekomendacje | przypisy | podsumowanie | co dalej | ملخص | مقدمة | خلفية |
    خاتمة | توصيات | 摘要 | 引言 | 背景 | 结论 | 建议 | 注释 | samenvatting | inleiding | achtergrond | conclusie
"""
"""Usual headings inside an article. They speak for a line that the score doubts (`between`)."""

STAND_INS: dict[str, tuple[str, ...]] = {
    "error": (
        r"(?:error )?(?:404|403|500|502|503)\b.{0,40}",
        r".{0,20}\bpage (?:you .{0,60} )?(?:was |can(?:no|')t be |could not be )?not found.{0,20}",
        r"access denied.{0,20}",
        r"just a moment\W*",
        r"attention required.{0,30}",
        r"are you (?:a )?(?:human|robot).{0,20}",
        r"(?:checking|verifying) (?:your browser|(?:that |if )?you are (?:a )?human|if the site connection is secure).{0,60}",
        r"(?:please )?enable (?:javascript|cookies).{0,60}",
        r"(?:die )?seite (?:wurde )?nicht gefunden.{0,20}",
        r"(?:cette )?page (?:est )?(?:introuvable|non trouvée).{0,20}",
        r"página no encontrada.{0,20}",
        r"pagina non trovata.{0,20}",
        r"página não encontrada.{0,20}",
        r"страница не найдена.{0,20}",
        r"(?:页面|頁面)(?:不存在|未找到|找不到).{0,10}",
        r"ページが見つかりません.{0,10}",
    ),
    "continued": (
        r"\W*(?:page|seite|página|стр\w*|第)?\W*(?:\d+(?:\W|of|von|de|sur|из|页)+){1,12}(?:next(?: page)?|nächste seite|page suivante|siguiente|следующая|下一页|次へ)\W*",
        r"\W*(?:next page|nächste seite|page suivante|página siguiente|siguiente página|pagina successiva|следующая страница|下一页|次のページ)\W*",
        r"\W*(?:【\d+】\s*){2,12}",
    ),
    "wall": (
        r".*(?:subscribe|sign in|log in|register)\b.{0,40}\bto (?:continue|keep|finish) reading.*",
        r".*\bto read the (?:full|rest of th\w+) (?:article|story).*",
        r".*(?:article|story|content) is (?:only |exclusively )?(?:for|available to) (?:subscribers|members).*",
        r".*you have (?:read|reached|used) .{0,30}\bfree articles?.*",
        r".*nur für abonnenten.*",
        r".*weiterlesen mit\b.*",
        r".*réservée? (?:à nos|aux) abonnés.*",
        r".*exclusivo (?:para|de) suscriptores.*",
        r".*solo para suscriptores.*",
        r".*riservato agli abbonati.*",
        r".*только для подписчиков.*",
        r".*доступ(?:ен|на|но) (?:только )?по подписке.*",
        r".*(?:有料会員限定|会員限定です|続きをお読み).*",
        r".*(?:登录后(?:阅读|查看)|付费(?:阅读|后)).*",
    ),
}
"""What a site sends in place of an article → how it says so: patterns for a whole line, any case."""

HINTS: dict[str, str] = {
    "legal": """copyright reserved rights privacy cookie cookies terms policy disclaimer gdpr datenschutz impressum agb
        nutzungsbedingungen confidentialité légales derechos reservados privacidad direitos droits réservés rechte
        vorbehalten diritti riservati права защищены rechten voorbehouden trademark licensed llc inc ltd gmbh""",
    "sign-up": """newsletter newsletters subscribe subscriber subscribers subscription subscriptions inbox signup email
        e-mail mailing unsubscribe login logged register registered registration account password abonnieren abonnement
        abonnent abo anmelden registrieren abonnez inscrivez inscription suscríbete suscriptores suscripción boletín
        iscriviti abbonati assine assinante подписаться подпишитесь подписка рассылка premium trial unlock app download
        browser javascript""",
    "share": """share shares sharing facebook twitter whatsapp linkedin pinterest instagram telegram reddit tweet tweets
        youtube tiktok bluesky threads flipboard messenger teilen partager partagez compartir comparte condividi
        compartilhar поделиться follow followers likes bookmark print""",
    "more": """read more related also watch listen continue click here explore discover latest popular trending recommended
        lesen mehr auch weiterlesen interessant lire aussi lee también leer leggi anche leia também veja mais читайте
        также lees ook läs également voir suivre découvrez gallery photos video videos slideshow podcast episode""",
    "credit": """photo photos photograph photographer image images picture pictures courtesy getty reuters afp ap
        shutterstock istock alamy pixabay unsplash foto fotos bild bilder crédit crédits credit credits dpa imago epa
        efe ansa tass рис фото снимок pictured handout screenshot screengrab via illustration file""",
    "comment": """comment comments commenting reply replies moderated moderation discussion forum kommentar kommentare
        kommentieren commentaire commentaires comentario comentarios commenti commento комментарий комментарии
        обсуждение spam abusive profanity upvote likes""",
    "bio": """writer reporter editor correspondent journalist columnist contributor author contributing covers covering
        previously joined graduated lives freelance redakteur redakteurin autor autorin journalistin korrespondent
        journaliste rédacteur rédactrice periodista redactor giornalista redattore jornalista журналист автор редактор
        fellow professor award-winning staff twitter""",
    "donate": """donate donation donations support contribute contribution membership member members spenden unterstützen
        don soutenez dona apoya поддержать nonprofit tax-deductible off deal discount coupon buy shop price sale offer
        affiliate commission""",
    "ago": """ago mins min hours hrs hour minutes yesterday today updated published posted modified uhr stand aktualisiert
        publié mis jour publicado actualizado pubblicato aggiornato опубликовано обновлено вчера сегодня назад vor gestern
        heute hier aujourd'hui hoy ieri oggi am pm edt est gmt bst et pst utc ist""",
    "month": """january february march april may june july august september october november december jan feb mar apr jun
        jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin
        juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre
        octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre января
        февраля марта апреля мая июня июля августа сентября октября ноября декабря""",
    "by": "by von par por di da от автор door av af written text autor author reporting edited editing editor",
    "said": """said says told asked added wrote announced sagte sagt erklärte betonte dit déclaré expliqué ajouté dijo
        afirmó señaló explicó aseguró ha detto disse afirmou сказал заявил сообщил отметил рассказал according zei sa
        powiedział dedi قال وقال أكد""",
    "you": "you your we our us ihr ihre sie wir uns vous votre nous nos usted tu su nosotros voi vi vostro вы ваш мы наш",
}
"""Name → words that speak for something without settling it; counted in every line for the score."""

DENSE_HINTS: dict[str, str] = {
    "legal": "版权 著作权 版權 저작권 無断転載",
    "share": "分享 转发 微信 微博 シェア ツイート 공유",
    "more": "相关 相關 推荐 推薦 更多 关联 関連 기사 阅读 閱讀",
    "credit": "记者 記者 摄 攝 图片 圖片 责任编辑 責任編輯 来源 來源 撮影 기자",
    "sign-up": "订阅 訂閱 登录 登入 注册 会员 ログイン 会員 구독 로그인",
    "comment": "评论 評論 コメント 댓글",
}
"""The same for scripts without spaces: parts of a line."""

STOP_WORDS: dict[str, str] = {
    "en": "the of and to in a is that for it as was with on be at by this had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what its about into than can only other after their",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux d'un ou mais comme on sa ses cette d'une été leur nous ces elle y ont fait deux si même être",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde han quien desde todo nos durante ha fue son es",
    "it": "di e il la che in a per un del è con non si da le dei i una al della sono nel come più alla ha anche gli ma su delle lo dal o nella ai se questo dalla stato tra cui era essere",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij door of naar heeft hij nog uit die over ze wordt tot je werd deze was meer worden",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år sade än ska nu också hade hon",
    "da": "og i at det en er til på den af som for med de har der ikke et han om var men sig fra vi så kan når også blev bliver hun skal være efter",
    "no": "og i at det som en er på til av for med har de ikke den et om han var men seg fra vi så kan når også ble blir hun skal være etter",
    "fi": "ja on ei että se oli hän mutta ovat myös kun joka tai kuin sen mukaan jos niin nyt vain ole olisi hänen sekä mitä jo ollut",
    "pl": "w i na z się do nie że to jest o jak a po od za dla przez co ale przy jego tego był który oraz są tym także już może być ma",
    "cs": "a v se na je že to s z do o i za jako pro ve jsem by ale k po není od při které který si byl také jeho tak bylo jsou",
    "hu": "a az és hogy nem is egy ez volt meg csak de már még mint vagy el ki azt szerint ha lesz után kell van",
    "ro": "de și în a la că nu o cu pe este din care pentru un mai sunt au fost să ce se ca al sau dar după această",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ne ama en ise olduğunu dedi göre her var değil",
    "el": "και το να του η της με που την από για τα είναι στο τον οι θα τη των σε δεν ότι στην μια ένα στη τους ο",
    "ru": "и в не на я что он с как это а по но из у к за его то для от так же о все мы она был бы или было о при до если уже их когда только еще которые который также после",
    "uk": "і в не на що з у до та за як це від але про для він її є його а по так при які який також був було",
    "ar": "في من على إلى أن عن التي الذي هذا هذه مع ما لا كان كما بعد بين و ذلك قد أو كل وقد وفي ولم لم عام حيث وكان وقال إن خلال",
    "fa": "و در به از که این را با است برای آن یک خود تا بر شد می شود هم کرد نیز بود اما باید",
    "he": "של על את לא הוא זה כי גם עם אל היא הם אני אבל או יש היה כל אם רק עוד מה אין בין כך לאחר",
    "hi": "के में की है और से का को पर इस कि ने हैं भी एक यह तो नहीं कर लिए था ही जो किया",
    "id": "yang di dan itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada oleh telah saya bisa mereka sebagai adalah lebih",
    "vi": "và của là có trong được cho một với không các người đã này những khi đó từ ở về để cũng như vào nhiều",
    "uz": "va bu bilan uchun ham bir edi deb qilish bo'lgan esa",
}
"""Language → words that running text is held together by."""

DENSE_STOPS = "的了是在和有不这我他也就为与对上中等将从说の は が を に で と も た だ し て 이 가 은 는 을 를 의 에 ที่ และ ใน การ เป็น"
"""The same for scripts without spaces: letters that running text is full of."""

PATH_HINTS: dict[str, str] = {
    "comment": "comment comments disqus respond reply replies discussion",
    "related": "related recirc recommended recommend recommendation more-stories read-more readmore morefrom more teaser teasers promo promos card cards popular trending most latest feed river outbrain taboola carousel slider similar also next",
    "nav": "nav navigation menu navbar breadcrumb breadcrumbs toc subnav megamenu dropdown pagination pager skip toolbar topbar tabs",
    "side": "sidebar aside rail secondary widget widgets right-rail complementary",
    "foot": "footer foot bottom colophon copyright legal contentinfo",
    "head": "header head masthead topper banner hero",
    "share": "share sharing social socials sharebar addthis sharedaddy follow bookmark print tools",
    "sign-up": "newsletter subscribe subscription signup sign-up paywall cta modal popup overlay dialog consent cookie cookies gdpr login register form regwall piano donate membership",
    "ad": "ad ads advert advertisement advertising sponsor sponsored dfp gpt promoted adslot ad-container",
    "caption": "caption figcaption figure credit wp-caption wp-caption-text image media photo gallery slideshow video player embed lightbox",
    "byline": "byline author authors author-bio bio contributor writer profile vcard authorbox",
    "meta": "meta date time timestamp published dateline kicker eyebrow category categories tag tags topics topic keywords section-name label info updated",
    "body": "article-body articlebody story-body storybody entry-content post-content postcontent article-content article-text articletext body-content content-body body-text bodytext story-text storytext post-body articlecontent story-content article__body article__content article__text body__content rich-text richtext prose copy article-paragraph paragraph text-block node-body field-body article-page story",
    "content": "content main article post entry page-content main-content story text body hentry post-entry single",
    "lead": "lead standfirst dek deck subtitle subheadline summary excerpt abstract intro subhead sub-title description chapo strapline key-points highlights",
    "quote": "pullquote pull-quote tweet twitter-tweet instagram-media quote blockquote",
    "hidden": "hidden visually-hidden sr-only screen-reader-text hide",
}
"""Name → words in the names (tag, class, id, role) of the elements a block stands in."""
