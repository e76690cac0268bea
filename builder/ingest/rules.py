"""What boilerplate says, as data: families of phrases in several languages. No logic, no names of outlets.

`RULES` remove: a line that matches one whole, whatever its score, is boilerplate in any article.
`HINTS` only speak: the score learns from real pages how much each of them means and where.
A user's own patterns for one outlet stand in `config.yaml` (`outlets.<name>.remove`), not here.
Phrases are compared in lower case, without the digits, bullets and punctuation around a line.
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
        prenumerera | abonner | tilaa | subskrybuj | abone ol | اشترك | 订阅 | 訂閱 | 구독
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
        tin liên quan | baca juga
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
        검색 | 홈
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

HINTS: dict[str, str] = {
    "legal-words": r"©|copyright|all rights reserved|privacy|cookie|terms of|datenschutz|mentions légales|derechos reservados|все права|版权",
    "sign-up-words": r"newsletter|subscri|sign up|sign in|log ?in|register|your inbox|e-?mail address|abonn|anmelden|suscr|iscriv|подпис|订阅",
    "share-words": r"\bshare\b|facebook|twitter|whatsapp|linkedin|pinterest|instagram|telegram|reddit|\btweet|\bfollow (?:us|me|him|her)|teilen|partager|compart|condivid|поделиться|分享",
    "read-more-words": r"^\W*(?:read|see|watch|more|also|related|mehr|lesen|lire|lee|leggi|leia|читайте|lees|läs)\b[^.]{0,40}?:|read more|read also|click here|more:|weiterlesen|lire aussi|lee también|leggi anche|veja também|читайте также",
    "credit-words": r"\b(?:photo|image|picture|photograph|video|foto|bild|crédit|credit|getty|reuters/|afp|ap photo|shutterstock|file photo|via getty|courtesy)\b|фото|图",
    "comment-words": r"comment|repl(?:y|ies)\b|kommentar|comentario|commentaire|комментар|评论",
    "bio-words": r"\bis (?:a|an|the) [^.]{0,60}(?:writer|reporter|editor|correspondent|journalist|author|columnist|contributor|professor|director)\b|follow (?:him|her|them) (?:on|at)|covers? [^.]{0,60} for\b|@\w{3,}",
    "donate-words": r"\b(?:support|donate|contribut\w+|membership|become a member|free trial|per month|a month)\b",
    "ago-words": r"\b\d+ (?:min|minute|hour|hr|day|week|month|year)s?\b(?: ago| read)?|vor \d+ |il y a \d+|hace \d+|назад",
    "url": r"https?://|www\.|\b[\w-]+\.(?:com|org|net|de|fr|co\.uk)\b",
    "email": r"[\w.+-]+@[\w-]+\.\w",
    "list-mark": r"^\s*(?:[•*·▪‣◦●■–—-]|\d{1,2}[.)])\s",
    "date": r"\b(?:19|20)\d\d\b",
    "clock": r"\b\d{1,2}[:.]\d\d\b",
}
"""Name → pattern searched for anywhere in a line, any case. They become features of the score."""

BREAKS = ("comments", "related", "newsletter")
"""Families whose phrases often open a block that is no body at all; the score sees the distance to them."""
